"""The archive as people see it: Datasette set up for it, and the whole site as plain files."""
