"""The archive in formats for other programs: calendars, feeds, JSON, tables; and the routes that serve them."""
