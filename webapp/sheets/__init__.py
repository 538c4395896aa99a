"""Sheets: documents to start an action with, filled in as far as the answers go, as a page and as Word."""
