"""The one order of advice: the basis, the way to the next levels, and the reserve."""
