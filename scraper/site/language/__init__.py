"""The two languages of the interface: every message once, names of codes, and what writes them."""
