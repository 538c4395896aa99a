"""One call of the store in a transaction of its own, for tests that are not about transactions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from webapp.store.database import Connection, Database

P = ParamSpec("P")
T = TypeVar("T")


def write(
    database: Database, function: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Return what a function returns, saved."""
    with database.write() as connection:
        return function(connection, *args, **kwargs)


def read(database: Database, function: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a function returns in a read."""
    with database.read() as connection:
        return function(connection, *args, **kwargs)
