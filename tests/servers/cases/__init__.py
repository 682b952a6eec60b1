"""Tables of cases: hosts of the made-up internet, a page each, and the verdicts that are right."""
