"""A room that answers together: what can be asked there, how answers are counted, and what of it may be shown."""
