"""Links in lines: what a reader sees as a link, its name, and what is wrong with it."""

from __future__ import annotations

from scraper.parse.links.found import as_typed, find_links, leads_to_materials
from scraper.parse.links.named import named_links, rejoined
from scraper.parse.links.typed import FoundLink

__all__ = ["FoundLink", "as_typed", "find_links", "leads_to_materials", "named_links", "rejoined"]
