"""Addresses: the numbers in them, and each worked out once.

A page of results has dozens of addresses, and working one out walks the whole map of routes. They differ between
visitors only in the address of the assessment, which is left open in what is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, Rule

from webapp.web.admission import address_of, addressed
from webapp.web.current import this_request
from webapp.web.policy import policy_of

MOST_ADDRESSES = 4096
LARGEST_NUMBER = 2**63 - 1
"""The largest number of a row that a database can hold."""

_OPEN = "\x00"
"""Stands for what differs between visitors; no address can hold it."""


class RowNumber(IntegerConverter):
    """A number in an address, of something stored: one that no row can have leads nowhere."""

    def __init__(self, map: Map) -> None:  # noqa: A002 (as Werkzeug calls it)
        super().__init__(map, max=LARGEST_NUMBER)


class LateRule(Rule):
    """A rule of addresses that compiles what writes one when the first is written.

    Werkzeug compiles two functions for each of our 128 rules at the start, in 35 ms; the first page needs a dozen.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compile_it, compiled = super()._compile_builder, list[Callable[..., tuple[str, str]]]()

        def write(*given: Any, **named: Any) -> tuple[str, str]:  # noqa: ANN401 (as what is compiled takes it)
            if not compiled:
                compiled.append(compile_it(append_unknown))
            return compiled[0](*given, **named)

        return write


Find = Callable[[str, str | None, Mapping[str, Any]], str]
"""Gives the address of a page by its endpoint, the place on it and what it is asked with."""


class NotForAllError(Exception):
    """An address holds a value that may not be kept."""


class KeptAddresses:
    """The addresses within this site that were asked for so far. `write` is how Flask writes one."""

    def __init__(self, app: Flask, write: Callable[..., str]) -> None:
        self._app = app
        self._write = write
        self._work_out_once = lru_cache(MOST_ADDRESSES)(self._work_out)

    @property
    def count(self) -> int:
        """How many are kept."""
        return self._work_out_once.cache_info().currsize

    def here(self) -> Find:
        """Return what finds addresses of pages for the visitor of this request, who is looked up once for all of them.

        It raises NotForAllError where a value may not be kept, and TypeError where one can't be looked up, as a list.
        """
        asked = this_request()
        root, address = asked.script_root, address_of(asked)
        names = tuple(address)

        def find(endpoint: str, anchor: str | None, values: Mapping[str, Any]) -> str:
            pieces = self._work_out_once(root, endpoint, anchor, names, tuple(values.items()))
            return pieces[0] if len(pieces) == 1 else "".join(_fill(pieces, address))

        return find

    def _work_out(
        self,
        _root: str,
        endpoint: str,
        anchor: str | None,
        names: tuple[str, ...],
        values: tuple[tuple[str, str | int], ...],
    ) -> tuple[str, ...]:
        """Return an address as text, name, text, …: the names stand for what differs between visitors."""
        given: dict[str, Any] = dict(values)
        if not self._is_for_all(endpoint, given, names):
            raise NotForAllError
        with addressed({name: f"place-{number}-{name}" for number, name in enumerate(names)}):
            address = self._write(endpoint, _anchor=anchor, **given)
        for number, name in enumerate(names):
            address = address.replace(f"place-{number}-{name}", f"{_OPEN}{name}{_OPEN}")
        return tuple(address.split(_OPEN))

    def _is_for_all(self, endpoint: str, values: dict[str, Any], names: tuple[str, ...]) -> bool:
        """Tell whether values may be kept: none is what a policy reads, such as the secret of a link."""
        policy = policy_of(self._app, endpoint)
        return (
            values.keys().isdisjoint(names)
            and (policy is None or policy.arguments.isdisjoint(values))
            and all(isinstance(value, str | int) for value in values.values())
        )


def _fill(pieces: tuple[str, ...], address: Mapping[str, Any]) -> list[str]:
    filled = list(pieces)
    filled[1::2] = [address[name] for name in filled[1::2]]
    return filled
