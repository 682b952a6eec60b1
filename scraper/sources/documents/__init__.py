"""The document store: a folder of published texts with its manifest, read and added to."""
