"""Judges answers: evidence, rules of hosts, made-up siblings, and the verdict they come to."""
