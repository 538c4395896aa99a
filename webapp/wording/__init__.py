"""Words that pages and documents share."""
