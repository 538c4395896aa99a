"""Parts that several pages and documents of the result share."""
