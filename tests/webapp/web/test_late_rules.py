"""What writes an address is compiled when one is written, and writes what Werkzeug would have written at once."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.routing import Map, Rule

from webapp.web.addresses import LateRule

RULES = ("/", "/z/<token>/vragen/<section>", "/z/<token>/acties/<int:number>", "/lijst/<path:rest>")


def make_map(kind: type[Rule]) -> Map:
    entries = [kind(text, endpoint=text) for text in RULES]
    return Map(
        [*entries, kind("/begin/<kind>", endpoint="begin", defaults={"page": 1}), kind("/begin", endpoint="old")]
    )


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("/", {}),
        ("/", {"taal": "en", "naam": "é & ü"}),
        ("/z/<token>/vragen/<section>", {"token": "AbC-_9", "section": "wát/nu"}),
        ("/z/<token>/acties/<int:number>", {"token": "x", "number": 7, "van": ["a", "b"]}),
        ("/lijst/<path:rest>", {"rest": "a/b c"}),
        ("begin", {"kind": "x", "page": 1}),
    ],
)
def test_a_late_rule_writes_what_werkzeug_writes(endpoint: str, values: dict[str, object]) -> None:
    late, at_once = (make_map(kind).bind("example.org") for kind in (LateRule, Rule))
    for _ in range(2):
        assert late.build(endpoint, values) == at_once.build(endpoint, values)
    assert late.build(endpoint, values, append_unknown=False) == at_once.build(endpoint, values, append_unknown=False)


def test_no_rule_is_compiled_before_an_address_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    compile_it = Rule._compile_builder

    def note(rule: Rule, append_unknown: bool = True) -> object:
        compiled.append(rule.rule)
        return compile_it(rule, append_unknown)

    monkeypatch.setattr(Rule, "_compile_builder", note)
    addresses = make_map(LateRule).bind("example.org")
    assert compiled == []
    addresses.build("/")
    assert set(compiled) == {"/"}


def test_all_rules_of_the_application_are_late(app: Flask) -> None:
    assert [rule.rule for rule in app.url_map.iter_rules() if not isinstance(rule, LateRule)] == []
