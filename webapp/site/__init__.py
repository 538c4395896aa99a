"""The pages around the assessment: start, method, privacy, accessibility."""
