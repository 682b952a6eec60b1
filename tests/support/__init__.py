"""What tests share; the table in CONTRIBUTING.md says which module makes what."""
