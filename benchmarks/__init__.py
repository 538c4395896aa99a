"""The published figures, and how to compare with them honestly. Pure Python."""
