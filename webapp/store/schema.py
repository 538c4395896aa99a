"""Whether a database has everything that today's schema says, table by table and column by column."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

_TABLES = "SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
_COLUMNS = 'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?) ORDER BY name'
_REFERENCES = 'SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(?) ORDER BY 1, 2'
_INDEXES = 'SELECT name, "unique", partial FROM pragma_index_list(?)'
_INDEXED = "SELECT name FROM pragma_index_info(?) ORDER BY seqno"

Shape = tuple[object, ...]


def find_faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what differs from today's schema, each in a few words; what stands there besides is no fault."""
    found, wanted = dict(_describe(connection)), dict(_describe_todays())
    missing = [f"the table {name} is missing" for name in sorted(wanted.keys() - found.keys())]
    other = [
        f"the table {name} is another one" for name in sorted(wanted) if found.get(name, ()) not in ((), wanted[name])
    ]
    return (*missing, *other)


def _describe_todays() -> tuple[tuple[str, Shape], ...]:
    from webapp.store.library import SqliteDatabase, gather_steps  # noqa: PLC0415 (only who restores a copy imports this)

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        gather_steps().apply(SqliteDatabase(connection, execute_plugins=False))
        return tuple(_describe(connection))


def _describe(connection: sqlite3.Connection) -> Iterator[tuple[str, Shape]]:
    for name, *kind in connection.execute(_TABLES).fetchall():
        if not name.startswith("sqlite_"):
            yield (
                name,
                (
                    tuple(kind),
                    _ask(connection, _COLUMNS, name),
                    _ask(connection, _REFERENCES, name),
                    _describe_indexes(connection, name),
                ),
            )


def _describe_indexes(connection: sqlite3.Connection, table: str) -> frozenset[Shape]:
    """Describe indexes by what they hold: SQLite gives those of a constraint a number for a name."""
    return frozenset(
        (unique, partial, _ask(connection, _INDEXED, name))
        for name, unique, partial in connection.execute(_INDEXES, (table,)).fetchall()
    )


def _ask(connection: sqlite3.Connection, question: str, name: str) -> Shape:
    return tuple(tuple(row) for row in connection.execute(question, (name,)).fetchall())
