"""The salon archive: published announcements in, one SQLite file of issues, topics and links out."""

__version__ = "0.1.0"
