"""What in the published record contradicts itself or is missing, as it stands in the newest documents.

A slip that a newer document has mended is in `changes`, not here.
"""

from scraper.reconcile.findings import contradictions, omissions
from scraper.reconcile.findings.rule import Record, Rule, findings_by

RULES: tuple[Rule, ...] = (*contradictions.RULES, *omissions.RULES)
"""All rules; a code may have several."""

__all__ = ["RULES", "Record", "Rule", "findings_by"]
