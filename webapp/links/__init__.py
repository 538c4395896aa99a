"""Links to an assessment: who has one, what it opens, and until when."""
