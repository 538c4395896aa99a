"""Sheets: documents to start an action with. What one is (`model`), and how it is read (`reading`)."""
