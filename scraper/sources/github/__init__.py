"""The history of a file on GitHub, over HTTP."""
