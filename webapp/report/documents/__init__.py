"""The result as documents: which there are, what each says, and their pages."""
