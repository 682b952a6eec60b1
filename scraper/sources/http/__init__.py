"""Asks servers for documents: patiently, within limits, never inside the own network."""
