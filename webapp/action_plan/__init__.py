"""The kept plan: what a municipality took on, with who, when and how far. Its page, its forms and its calendar file."""
