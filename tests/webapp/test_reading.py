"""Pages are read as strictly as the HTML standard does."""

from __future__ import annotations

import pytest

from tests.webapp.page_client import find_problems
from tests.webapp.reading import find_mistakes, read_page

WHOLE = (
    '<!doctype html><html lang="nl"><head><title>Iets</title></head><body><main><h1>Iets</h1>{}</main></body></html>'
)


@pytest.mark.parametrize(
    "wrong", ["<b><i>over</b> kruis</i>", "<table><p>los</p></table>", "<p>open<div></p></div>", "& &onbekend;"]
)
def test_what_the_standard_calls_wrong_is_found_in_a_page_and_in_a_fragment(wrong: str) -> None:
    assert find_mistakes(WHOLE.format(wrong), whole=True)
    assert find_problems(f"<div>{wrong}</div>")


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ('<p id="a">een</p><p id="a">twee</p>', "id 'a' stands twice"),
        ('<label for="weg">Naam</label>', "for names 'weg', which is not there"),
        ('<p aria-describedby="hier weg" id="hier">Iets</p>', "aria-describedby names 'weg', which is not there"),
        ('<input name="naam">', "no label"),
        ("<figure><p>een</p><figcaption>bij</figcaption><p>twee</p></figure>", "a caption amid a figure"),
        ('<p hx-post="x">Iets</p>', "no HTML attribute hx-post"),
        ('<p style="color: red">Iets</p>', "inline style"),
        ("<script>1</script>", "inline script"),
        ('<p onclick="1">Iets</p>', "inline handler onclick"),
        ('<img src="https://elders.example/x.png" alt="">', "from another host, elders.example"),
    ],
)
def test_each_thing_that_no_page_may_have_is_named(wrong: str, named: str) -> None:
    assert [problem for problem in find_problems(WHOLE.format(wrong)) if problem.startswith(named)]


def test_a_page_has_a_language_a_title_of_its_own_one_heading_and_one_main() -> None:
    bare = "<!doctype html><html><head><title>– Pleinwijzer</title></head><body><p>Iets</p></body></html>"
    assert find_problems(bare) == ["no title of its own", "no lang on <html>", "0 h1 headings", "not one <main>"]


def test_a_good_page_and_a_good_fragment_have_no_mistakes() -> None:
    assert find_problems(WHOLE.format("<p>Goed.</p>")) == []
    assert find_problems("<p>Een stuk van een pagina.</p>") == []


def test_a_page_needs_a_doctype_and_a_fragment_does_not() -> None:
    without = WHOLE.format("<p>Goed.</p>").removeprefix("<!doctype html>")
    assert find_problems(without)
    assert find_mistakes("<p>Goed.</p>", whole=False) == []


def test_the_same_text_is_read_once() -> None:
    text = WHOLE.format("<p>Eén keer.</p>")
    assert read_page(text) is read_page(text)
