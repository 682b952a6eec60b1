"""The history of a file in a git repository."""
