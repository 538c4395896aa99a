"""Voices: what colleagues and observers say beside the agreed answers, and how that is settled."""
