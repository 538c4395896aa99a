"""Reading an assessment's result."""
