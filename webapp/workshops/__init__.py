"""Workshops: a room answers blind with its phones, sees the spread, and talks about it."""
