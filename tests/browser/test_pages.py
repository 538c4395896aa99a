"""Every page, as it is seen: without a violation, in light and dark, wide and narrow, enlarged, printed, at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.looks import count_moving, find_background, find_cut_text, find_overflow, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import CheckAccessibility, OpenPage

pytestmark = pytest.mark.browser

METHOD = ("/methode", "/methode/listening", "/methode/vergelijken", "/methode/cijfers/presence")
PUBLIC = ("/", "/begin", "/begin/importeren", "/privacy", "/toegankelijkheid", *METHOD, "/voorbeeld")
SECTIONS = ("listening", "webcare", "participation", "strategy", "presence", "barriers")
OWN = ("", "/profiel", "/afronden", "/gegevens", "/gegevens/verwijderen", *(f"/vragen/{name}" for name in SECTIONS))
MIDDLE = (
    *OWN,
    "/resultaat",
    "/resultaat/listening",
    "/resultaat/strategy",
    "/resultaat/antwoorden/listening-themes",
    "/resultaat/aanbevelingen/strategy-secure-accounts",
    "/resultaat/strategy/wat-als",
    "/resultaat/plan?domein=webcare&groeifase=3&dagen=4",
    "/werkbladen",
    "/werkbladen/house-rules",
    "/documenten",
    "/opnieuw",
    "/links",
    "/links/nieuw",
    "/links/vervangen",
    "/actieplan",
    "/actieplan/1",
    "/actieplan/1/verwijderen",
    "/actieplan/nieuw",
    "/actieplan/overnemen",
)
EMPTY = (
    "",
    "/vragen/webcare",
    "/afronden",
    "/resultaat",
    "/resultaat/webcare",
    "/documenten",
    "/werkbladen/response-scheme",
    "/actieplan",
    "/actieplan/overnemen",
)
FULL = (
    "",
    "/vragen/listening",
    "/afronden",
    "/resultaat",
    "/resultaat/ontwikkeling",
    "/resultaat/webcare?alles=ja",
    "/resultaat/context",
    "/resultaat/aanbevelingen",
    "/resultaat/antwoorden/barriers-reported",
    "/actieplan/overnemen",
)
GROUPS = {"": PUBLIC, "empty": EMPTY, "middle": MIDDLE, "full": FULL}
TALL = 844
LONGEST = (
    "Waarschijnlijk: het verst in luisteren; webcare, participatie en strategie houden jullie tegen.",
    "Waarschijnlijk: alle domeinen staan in groeifase 2; participatie en strategie misschien lager.",
    "Alle domeinen staan in groeifase 2; participatie en strategie scoren mogelijk het laagst.",
    "Wat al te beoordelen is, staat in groeifase 2; participatie scoort daarvan mogelijk het laagst.",
)
"""Judgements that a result may open with: none is longer on a phone."""

# What a reader may set for themselves (WCAG 1.4.12).
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
LARGE = "html { font-size: 200% !important; }"


@pytest.fixture(params=GROUPS)
def addresses(request: pytest.FixtureRequest, links: dict[str, str]) -> list[str]:
    """The addresses of one group of pages."""
    own = links.get(request.param, "")
    return [own + path for path in GROUPS[request.param]]


@pytest.fixture
def calm_page(open_page: OpenPage) -> Page:
    """A page that does not move, into which tests may put styles."""
    return open_page(bypass_csp=True, reduced_motion="reduce")


def visit(page: Page, addresses: list[str], widths: tuple[int, ...]) -> Iterator[str]:
    """Open each address at each width; what was changed on a page is gone on the next."""
    for address in addresses:
        page.goto(address)
        for width in widths:
            page.set_viewport_size({"width": width, "height": TALL})
            yield f"{address} at {width} pixels"


def test_no_page_has_a_violation_in_light_or_dark_wide_or_narrow(
    calm_page: Page, addresses: list[str], check_accessibility: CheckAccessibility
) -> None:
    for address in addresses:
        calm_page.emulate_media(color_scheme="light")
        calm_page.set_viewport_size({"width": 1280, "height": TALL})
        calm_page.goto(address)
        check_accessibility(calm_page)
        calm_page.emulate_media(color_scheme="dark")
        check_accessibility(calm_page, only_looks=True)
        calm_page.set_viewport_size({"width": 390, "height": TALL})
        check_accessibility(calm_page)


def test_pages_fit_a_small_window_and_twice_the_size(calm_page: Page, addresses: list[str]) -> None:
    for where in visit(calm_page, addresses, (1024, 640, 390, 320)):
        assert find_overflow(calm_page) <= 0, where
        assert find_cut_text(calm_page) == [], where


@pytest.mark.parametrize(("style", "width"), [(SPACING, 320), (SPACING, 1280), (LARGE, 1280)])
def test_larger_and_wider_set_text_is_shown_whole(
    calm_page: Page, links: dict[str, str], style: str, width: int
) -> None:
    own = links["middle"]
    pages = ["/", "/begin", own, f"{own}/vragen/presence", f"{own}/resultaat", f"{own}/resultaat/strategy"]
    for where in visit(calm_page, pages, (width,)):
        calm_page.add_style_tag(content=style)
        assert find_overflow(calm_page) <= 0, where
        assert find_cut_text(calm_page) == [], where


def test_colours_and_pictures_follow_the_reader(open_page: OpenPage, links: dict[str, str]) -> None:
    page = open_page(color_scheme="light")
    page.goto(f"{links['middle']}/resultaat")
    page.click("#beeld > summary")
    picture = page.locator("figure.picture picture img")
    picture.scroll_into_view_if_needed()
    light = find_background(page)
    wait_until(page, "image => image.currentSrc.includes('thema=licht&formaat=breed')", picture.element_handle())
    page.emulate_media(color_scheme="dark")
    wait_until(page, "image => image.currentSrc.includes('donker')", picture.element_handle())
    assert find_background(page) != light
    page.set_viewport_size({"width": 390, "height": TALL})
    wait_until(page, "image => image.currentSrc.includes('formaat=smal')", picture.element_handle())


def test_what_moves_rests_for_who_asks_for_that(open_page: OpenPage, links: dict[str, str]) -> None:
    moving, calm = open_page(), open_page(reduced_motion="reduce")
    for page in (moving, calm):
        page.goto(f"{links['middle']}/resultaat", wait_until="commit")
        page.locator(".opening .dial").wait_for()
    assert count_moving(moving) > 0
    assert count_moving(calm) == 0


@pytest.mark.parametrize("path", ["/resultaat", "/resultaat/webcare", "/resultaat/aanbevelingen"])
def test_paper_is_white_holds_what_was_opened_and_none_of_the_workings(
    open_page: OpenPage, links: dict[str, str], path: str
) -> None:
    page = open_page(color_scheme="dark", java_script_enabled=False, viewport={"width": 690, "height": TALL})
    page.goto(links["middle"] + path)
    opened, folded = page.locator("main details:not(details details) > :not(summary)").all()[:2]
    page.locator("main details:not(details details) > summary").first.click()
    page.emulate_media(media="print")
    assert find_background(page) == "rgb(255, 255, 255)"
    assert opened.is_visible()
    assert not folded.is_visible()
    for workings in (".site-header", ".ways", ".menu", "[data-print]", ".skip-link", ".site-footer nav", ".filters"):
        if page.locator(workings).count():
            assert not page.locator(workings).first.is_visible(), workings
    assert find_overflow(page) <= 0
    for picture in page.locator("figure.picture").all():
        assert not picture.locator("picture img").is_visible()
        printed = picture.locator(".only-print").element_handle()
        wait_until(page, "image => image.currentSrc.includes('thema=licht&formaat=breed')", printed)


@pytest.mark.parametrize("path", ["/resultaat", "/resultaat/webcare", "/resultaat/aanbevelingen", "/actieplan"])
def test_a_result_is_printed_on_a_few_sheets_unless_all_is_opened_and_says_so_beforehand(
    open_page: OpenPage, links: dict[str, str], path: str
) -> None:
    page = open_page()
    page.goto(links["middle"] + path)
    page.wait_for_load_state("networkidle")
    short = print_and_compare(page)
    assert short <= 6
    open_everything(page)
    whole = print_and_compare(page)
    assert whole > short
    page.click("[data-open-all]")
    assert print_and_compare(page) < whole


@pytest.mark.parametrize("scripted", [True, False])
def test_an_address_from_before_questions_had_pages_opens_their_list_at_the_question(
    open_page: OpenPage, links: dict[str, str], scripted: bool
) -> None:
    page = open_page(java_script_enabled=scripted)
    page.goto(f"{links['middle']}/resultaat/webcare#q-webcare-questions")
    line = page.locator("#q-webcare-questions")
    expect(line).to_be_in_viewport()
    line.get_by_role("link").click()
    page.wait_for_url("**/resultaat/antwoorden/webcare-questions")


def open_everything(page: Page) -> None:
    """Open all that a page holds, or go to the page that holds everything, opened."""
    whole = page.locator('header a[href$="alles=ja"]')
    if whole.count():
        whole.click()
        page.wait_for_load_state("networkidle")
        expect(page.locator("main details:not([open])")).to_have_count(0)
    else:
        page.click("[data-open-all]")


def print_and_compare(page: Page) -> int:
    """The number of sheets that are printed; the page says about as many."""
    sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    told = int("".join(filter(str.isdigit, page.locator("[data-sheets]").inner_text())))
    assert abs(told - sheets) <= 1 + sheets / 5, (told, sheets)
    return sheets


@pytest.mark.parametrize(
    "path",
    [
        "/resultaat",
        *(f"/resultaat/{name}" for name in ("listening", "webcare", "participation", "strategy", "aanbevelingen")),
        "/resultaat/plan?groeifase=4",
        "/werkbladen",
    ],
)
def test_no_page_of_a_result_is_longer_than_five_screens_before_something_is_opened(
    open_page: OpenPage, links: dict[str, str], path: str
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    page.goto(links["middle"] + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollHeight") <= 5 * 800


@pytest.mark.parametrize("path", METHOD)
def test_no_page_of_the_method_is_longer_than_five_screens_before_something_is_opened(
    open_page: OpenPage, path: str
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{path}?taal=nl")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollHeight") <= 5 * 800


@pytest.mark.parametrize("scripted", [True, False])
def test_an_address_of_a_question_of_the_method_opens_it(open_page: OpenPage, scripted: bool) -> None:
    page = open_page(java_script_enabled=scripted)
    page.goto("/methode/webcare?taal=nl#q-webcare-questions")
    table = page.locator("#q-webcare-questions table")
    expect(table).to_be_visible()
    expect(table).to_be_in_viewport()
    expect(page.locator("#vragen table").last).not_to_be_visible()


def test_the_first_screen_of_a_result_holds_the_result(open_page: OpenPage, links: dict[str, str]) -> None:
    for width, height in ((390, 664), (1280, 800)):
        page = open_page(viewport={"width": width, "height": height})
        page.goto(f"{links['middle']}/resultaat")
        page.wait_for_load_state("networkidle")
        for part in (".opening .dial-name", ".opening-verdict", ".opening-open", ".opening-dimensions"):
            box = page.locator(part).first.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= height, (part, width)
        first = page.locator(".opening-first a")
        assert _ends_at(first) <= height, width
        for longest in LONGEST:
            page.locator(".opening-verdict").evaluate("(one, text) => { one.textContent = text }", longest)
            assert _ends_at(first) <= height, (width, longest)


def _ends_at(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["y"] + box["height"]
