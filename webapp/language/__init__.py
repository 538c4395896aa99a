"""Languages: catalogues, locale, compilation, extraction, spelling and typed numbers."""
