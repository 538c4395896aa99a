"""Settling: where those who were asked differ, what that would change, and what was decided."""
