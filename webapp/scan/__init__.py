"""Filling in an assessment."""
