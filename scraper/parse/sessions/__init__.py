"""A series kept as one table of sessions: its columns by the words of the header alone, as the settings name them."""

from scraper.parse.sessions.tables import read_sessions

__all__ = ["read_sessions"]
