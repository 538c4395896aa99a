"""Reads the store into findings: every page and document reads from here."""
