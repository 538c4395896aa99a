"""The only code that touches SQLite.

`database` opens the file, `migrations` holds its schema, `assessments` and `answers` are what the rest of the
application asks for, `backup` copies and restores. Times are UTC, tokens are stored as hashes, no name, e-mail or
network address is stored at all.
"""
