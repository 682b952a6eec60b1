"""The archive: its schema, and writing and reading it. A build replaces it in one step."""
