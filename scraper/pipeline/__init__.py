"""The whole line for one archive: document stores, parsing, reconciling, writing, indexing."""
