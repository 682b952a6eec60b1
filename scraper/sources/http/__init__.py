"""Requests documents from servers: patiently, within limits, never inside the own network."""
