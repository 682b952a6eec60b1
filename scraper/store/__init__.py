"""The archive: the schema, written once, and a build that replaces it in one transaction."""
