"""Asks addresses: politely, within limits, never inside the own network. Gives answers and what their pages show."""

import sys

# httpx does without its own command line where that cannot be imported; it brings rich along, a tenth of the start.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
