"""Contradictions and gaps in the newest published documents.

A slip that a newer document has mended is a change, not a finding.
"""

from scraper.reconcile.findings import contradictions, omissions
from scraper.reconcile.findings.rule import Record, Rule, findings_by

RULES: tuple[Rule, ...] = (*contradictions.RULES, *omissions.RULES)
"""All rules. A code may have several rules."""

__all__ = ["RULES", "Record", "Rule", "findings_by"]
