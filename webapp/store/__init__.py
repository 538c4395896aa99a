"""The only code that touches SQLite.

`database` opens the file and gives out its transactions, `migrations` holds its schema, one module for each group of
tables has the functions that the rest of the application asks for, `backup` copies and restores. `limits` counts
tries, in a file of its own.

A function takes the open connection and never opens one: whoever calls decides what is one moment of reading, and
what is saved together. Whoever writes says by whom (`actors`). Times are UTC; of a link only the hash of its secret
is stored; no field asks for a person's name, e-mail or network address.
"""
