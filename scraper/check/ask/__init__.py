"""Asks addresses: politely, within limits, never inside the own network. Gives answers and what their pages show."""
