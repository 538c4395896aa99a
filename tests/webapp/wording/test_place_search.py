"""What somebody types for their municipality, and where it leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.visitor import read_form
from webapp.language.locale import speaking
from webapp.wording.mergers import FORMER
from webapp.wording.municipalities import list_municipalities, municipality_by_code
from webapp.wording.place_search import explain, find_place, list_spellings, split_words

TYPED = {
    "sint niklaas": "Sint-Niklaas", "st-niklaas": "Sint-Niklaas", "St. Niklaas": "Sint-Niklaas",
    "stniklaas": "Sint-Niklaas", "sintniklaas": "Sint-Niklaas", "SINT-NIKLAAS ": "Sint-Niklaas",
    "Sint\u2011Niklaas": "Sint-Niklaas", "Sint–Niklaas": "Sint-Niklaas",
    "\u200bSint\u00a0Niklaas\u200e": "Sint-Niklaas",
    "heist op den berg": "Heist-op-den-Berg", "heistopdenberg": "Heist-op-den-Berg",
    "gent ": "Gent", " gent": "Gent", "gent\u00a0": "Gent", "Stad Gent": "Gent", "gemeente Gent": "Gent",
    "gand": "Gent",
    "renaix": "Ronse", "saint trond": "Sint-Truiden", "st trond": "Sint-Truiden", "st. truiden": "Sint-Truiden",
    "rhode st genese": "Sint-Genesius-Rode", "courtrai": "Kortrijk", "leau": "Zoutleeuw", "LÉAU": "Zoutleeuw",
    "de panne": "De Panne", "depanne": "De Panne", "staden": "Staden", "stekene": "Stekene", "st": None,
    "44021": "Gent",
    "9000": "Gent", "9040": "Gent", "9040 Sint-Amandsberg": "Gent",
    "Sint-Amandsberg (9040)": "Gent", "9000 Gent": "Gent",
    "9180": "Lokeren", "9180 Moerbeke": "Lokeren", "8700": "Tielt", "1570": "Pajottegem", "2000": "Antwerpen",
    "\uff19\uff10\uff10\uff10": "Gent", "B-9000 Gent": "Gent", "9000 Antwerpen": None, "1000": None, "9000 2000": None,
    "1804": None, "1804 Zemst": "Zemst", "Vilvoorde 1804": "Vilvoorde", "1804 Gent": None,
    "Moerbeke": "Lokeren", "meulebeke": "Tielt", "Galmaarden": "Pajottegem", "Gooik": "Pajottegem",
    "Herne": "Pajottegem",
    "Puurs": "Puurs-Sint-Amands", "st amands": "Puurs-Sint-Amands", "de pinte": "Nazareth-De Pinte",
    "nazareth de pinte": "Nazareth-De Pinte", "beveren": "Beveren-Kruibeke-Zwijndrecht", "Ham": "Tessenderlo-Ham",
    "Zwijndrecht": "Beveren-Kruibeke-Zwijndrecht", "neerpelt": "Pelt", "Meeuwen Gruitrode": "Oudsbergen",
    "": None, "-": None, "Amsterdam": None, "Brussel": None, "Luik": None,
}  # fmt: skip


@pytest.fixture
def dutch(app: Flask) -> Iterator[None]:
    with app.test_request_context(), speaking("nl"):
        yield


@pytest.mark.parametrize(("typed", "name"), TYPED.items(), ids=map(ascii, TYPED))
def test_what_is_typed_leads_to_the_municipality_of_today(typed: str, name: str | None) -> None:
    found = find_place(typed).only
    assert (found.name if found else None) == name


def test_every_municipality_is_found_by_its_names_its_code_and_its_postal_codes() -> None:
    counts = Counter(code for one in list_municipalities() for code in one.postal_codes)
    shared = {code for code, count in counts.items() if count > 1}
    assert shared == {"1804"}
    for one in list_municipalities():
        assert find_place(one.name).only == one
        assert find_place(one.name.upper().replace("-", " ")).only == one
        assert find_place(one.name_fr).only == one
        assert find_place(one.code).only == one
        assert {find_place(code).only for code in one.postal_codes if code not in shared} <= {one}


def test_no_name_leads_to_two_municipalities() -> None:
    keys: dict[str, set[str]] = {}
    for one in list_municipalities():
        for name in (one.name, one.name_fr):
            for spelling in list_spellings(split_words(name)):
                keys.setdefault(spelling, set()).add(one.code)
    for former in FORMER:
        keys.setdefault("".join(split_words(former.name)), set()).add(former.code)
    assert [key for key, codes in keys.items() if len(codes) > 1] == []


def test_all_mergers_of_2019_and_2025_are_known() -> None:
    assert all(former.code in municipality_by_code() for former in FORMER)
    parts = Counter(former.since for former in FORMER)
    places = {since: {f.code for f in FORMER if f.since == since} for since in parts}
    assert {since: len(codes) for since, codes in places.items()} == {date(2019, 1, 1): 7, date(2025, 1, 1): 13}
    kept = {date(2019, 1, 1): ("Aalter", "Deinze"),
            date(2025, 1, 1): ("Antwerpen", "Hasselt", "Lochristi", "Lokeren", "Tielt", "Wingene")}  # fmt: skip
    assert {since: parts[since] + len(kept[since]) for since in parts} == {date(2019, 1, 1): 15, date(2025, 1, 1): 28}
    today = {one.name: one.code for one in list_municipalities()}
    assert all(today[name] in places[since] for since, names in kept.items() for name in names)
    assert not {former.name for former in FORMER} & set(today)


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize(
    ("typed", "why"),
    [("moerbeke", "Moerbeke hoort sinds 1 januari 2025 bij Lokeren."),
     ("puurs", "Puurs hoort sinds 1 januari 2019 bij Puurs-Sint-Amands."),
     ("9040 Sint-Amandsberg", "9040 is een postcode van Gent."),
     ("renaix", "Renaix is een andere naam voor Ronse."),
     ("1804", "1804 is een postcode van Vilvoorde en Zemst. Kies een van die gemeenten."),
     ("gent ", ""), ("st-niklaas", ""), ("Amsterdam", "")],
)  # fmt: skip
def test_it_is_said_why_a_text_leads_somewhere_else(typed: str, why: str) -> None:
    assert explain(find_place(typed)) == why


def test_a_postal_code_of_two_municipalities_asks_which_one(client: PageClient) -> None:
    fields = {**read_form(client.page("/begin")), "municipality-typed": "1804", "inhabitants": "20000"}
    response = client.submit("/begin", fields)
    assert response.status_code == 422
    page = read_page(response.text)
    assert "Vilvoorde en Zemst" in page.select(".error-summary li")[0].get_text()
    assert page.select_one("#municipality")["data-typed"] == "1804"  # type: ignore[index]


def test_what_the_search_needs_costs_the_page_a_few_kilobytes(client: PageClient) -> None:
    select = client.page("/begin").select_one("#municipality")
    assert select is not None
    assert len(str(select["data-search"])) < 6_000
