"""The archive in the forms other programs read: calendars, feeds, JSON, tables; and the routes that serve them."""
