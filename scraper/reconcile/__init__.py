"""Many documents into one archive: the rows of issues, topics, links, findings and changes. Reads no Markdown."""

from scraper.reconcile.catalogue import reconcile

__all__ = ["reconcile"]
