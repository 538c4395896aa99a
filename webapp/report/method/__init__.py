"""The method, explained to everybody: a short page, and the long tables on pages of their own."""
