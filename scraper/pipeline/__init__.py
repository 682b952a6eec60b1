"""All steps for one archive: document stores, parsing, reconciling, writing, indexing."""
