"""Addresses whose end was taken off: they lead to the nearest page above them.

A page such as `/resultaat/antwoorden/webcare-scheme` stands below `/resultaat/antwoorden`, which is no page. Each such
place becomes a route with the policy of the page that it leads to: what is foreign stays a 404 there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flask import Flask, url_for
from werkzeug.wrappers import Response

from webapp.web.pasted_address import lead_to
from webapp.web.policy import allow, policy_of


def lead_shortened_addresses(app: Flask) -> None:
    """Add a route for each place above a page that is none. Every capability is there by now."""
    pages = {rule.rule: rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    for place in sorted(set(_list_places(rule.rule for rule in app.url_map.iter_rules())) - set(pages)):
        page = next((above for above in _climb(place) if above in pages), None)
        if page is not None:
            _add(app, place, pages[page])


def _list_places(addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        yield from _climb(address)


def _climb(address: str) -> Iterator[str]:
    """Yield what stands above an address, the nearest first; never the start page, which is above everything."""
    while address := address.rpartition("/")[0]:
        yield address


def _add(app: Flask, place: str, target: str) -> None:
    policy = policy_of(app, target)
    wanted = {name for rule in app.url_map.iter_rules(target) for name in rule.arguments}
    if policy is None:
        return

    @allow(policy)
    def lead_up(**given: object) -> Response:
        kept: Mapping[str, object] = {name: value for name, value in given.items() if name in wanted}
        return lead_to(url_for(target, **kept))  # type: ignore[arg-type]  # arguments of an address

    app.add_url_rule(place, endpoint=f"above {place}", view_func=lead_up)
