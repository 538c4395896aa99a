"""Asking somebody: what, as whom, until when, and what happens to the link."""
