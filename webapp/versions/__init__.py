"""A self-scan and its version of the questionnaire: what a newer one would change, and moving to it."""
