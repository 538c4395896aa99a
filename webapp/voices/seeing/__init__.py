"""The result as somebody from outside sees it: a second calculation beside the agreed one, never mixed with it."""
