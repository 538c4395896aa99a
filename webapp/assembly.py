"""The Flask application, assembled in named steps."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from assessment.content import Content
from assessment.library import Library
from assessment.reading import Parse, Problem
from assessment.sheets.model import Sheets
from assessment.sheets.reading import load_sheets
from benchmarks.bases import find_bases
from benchmarks.dimension_rank import prepare_less_far
from benchmarks.editions import check_links, load_edition
from benchmarks.model import Edition
from webapp.action_plan import errors as action_plan_errors
from webapp.action_plan import routes as action_plan
from webapp.background.registry import set_up_background
from webapp.config import Settings, read_secret_key, read_settings
from webapp.demo import name_examples
from webapp.demo import routes as example
from webapp.demo.example import shape_example
from webapp.exchange import errors as exchange_errors
from webapp.exchange import routes as exchange
from webapp.language.compilation import compile_catalogues
from webapp.language.locale import set_up_languages
from webapp.links import errors as links_errors
from webapp.links import routes as links
from webapp.links.policy import ADDRESS
from webapp.outcome.reading import name_municipality
from webapp.preparation import delete_too_old, prepare_site
from webapp.report import routes as report
from webapp.report.documents import routes as documents
from webapp.report.documents.kinds import register_documents
from webapp.report.method import routes as explained
from webapp.report.parts.advice_cards import offer_advice
from webapp.scan import errors as scan_errors
from webapp.scan import routes as scan
from webapp.scan.pages.cache import set_up_page_cache
from webapp.sheets import routes as sheets
from webapp.site import routes as site
from webapp.store.database import Database, attach_database
from webapp.store.limits import Limits
from webapp.versions import routes as versions
from webapp.voices.answering import errors as answering_errors
from webapp.voices.answering import routes as answering
from webapp.voices.asking import errors as asking_errors
from webapp.voices.asking import routes as asking
from webapp.voices.seeing import routes as seeing
from webapp.voices.settling import errors as settling_errors
from webapp.voices.settling import routes as settling
from webapp.web import errors, limits, policy, security
from webapp.web.admission import current_visit, prepare_visits
from webapp.web.application import Application
from webapp.web.assets import address_assets
from webapp.web.drafts import name_drafts
from webapp.web.examples import show_result
from webapp.web.forgery import before_forms
from webapp.web.kept_tables import keeping_parsed
from webapp.web.language import notice_choice, select_language
from webapp.web.notices import draw_notice
from webapp.web.once import offer_form_value
from webapp.web.shortened_address import lead_shortened_addresses
from webapp.web.state import State, keep_state
from webapp.web.tables import offer_tables
from webapp.web.templates import keep_compiled
from webapp.web.waiting import match_waiting
from webapp.workshops.joining import errors as joining_errors
from webapp.workshops.joining import routes as joining
from webapp.workshops.leading import errors as leading_errors
from webapp.workshops.leading import routes as leading
from webapp.workshops.opening import errors as opening_errors
from webapp.workshops.opening import routes as opening
from webapp.workshops.policy import refuse_form_without_token
from webapp.workshops.reporting import errors as reporting_errors
from webapp.workshops.reporting import routes as reporting
from webapp.workshops.screen import errors as screen_errors
from webapp.workshops.screen import routes as screen
from webapp.workshops.taking_part import errors as taking_part_errors
from webapp.workshops.taking_part import routes as taking_part

PUBLIC = (site.blueprint, explained.blueprint, scan.beginning, exchange.published, example.blueprint)
"""What anybody may open."""
OF_WORKSHOPS = (
    opening.blueprint,
    leading.blueprint,
    reporting.blueprint,
    screen.blueprint,
    joining.blueprint,
    taking_part.blueprint,
)
"""What belongs to a room: it is entered by its code, a seat's own address, or a cookie."""
OF_AN_ASSESSMENT = (
    scan.blueprint,
    links.blueprint,
    asking.blueprint,
    answering.blueprint,
    settling.blueprint,
    seeing.blueprint,
    report.blueprint,
    documents.blueprint,
    sheets.blueprint,
    action_plan.blueprint,
    exchange.blueprint,
    versions.blueprint,
)
"""What belongs to one assessment: it stands wherever a way to an assessment leads."""
GIVING_BACK = (
    scan_errors,
    exchange_errors,
    action_plan_errors,
    links_errors,
    asking_errors,
    answering_errors,
    settling_errors,
    joining_errors,
    taking_part_errors,
    opening_errors,
    leading_errors,
    reporting_errors,
    screen_errors,
)
"""Modules that answer errors of their blueprint; importing them is enough."""


Texts = tuple[Library, Edition, Sheets]
"""What authors wrote: the questionnaire and its advice, the figures of 2019, the sheets."""


def create_app(settings: Settings | None = None, *, prepared: bool = False, texts: Texts | None = None) -> Flask:
    """Return the application, ready to serve.

    `prepared`: whether the main process did what is done once (`prepare_site`), and keeps a worker and a drawing
    process. `texts`: what `load_texts` gave an application before this one in the same process.

    Raises SettingsError, UnusableDatabaseError, StoreUnavailable or ContentError when it cannot run like this.
    """
    settings = settings or read_settings()
    if not prepared:
        prepare_site(settings)
        delete_too_old(settings)
    secret_key = read_secret_key(settings)
    app = make_flask(settings)
    load_state(app, settings, texts or load_texts(settings.parsed_content_folder), must_work=not prepared)
    set_up_page_cache(app)
    set_up_background(app, is_supervised=prepared)
    register_documents(app)
    limits.set_up_limits(app, Limits(settings.data_folder / "limits.sqlite3", secret_key.encode()))
    prepare_visits(app)
    security.protect(app, settings)
    before_forms(app, refuse_form_without_token, notice_choice)
    set_up_texts(app, settings)
    app.context_processor(describe_page)
    offer_form_value(app)
    offer_tables(app)
    offer_advice(app)
    register_capabilities(app)
    lead_shortened_addresses(app)
    errors.register_error_pages(app)
    policy.check_policies(app)
    app.waits_at = match_waiting(app).fullmatch
    name_examples(app)
    show_result(app, shape_example)
    return app


def make_flask(settings: Settings) -> Application:
    """Make the bare application; its folders are absolute, so that it starts from any working folder."""
    here = Path(__file__).parent
    app = Application(__name__, static_folder=str(here / "static"), template_folder=str(here / "templates"))
    app.config.update(TESTING=settings.testing)
    address_assets(app)
    policy.allow_static_files(app)
    return app


def load_state(app: Flask, settings: Settings, texts: Texts, *, must_work: bool) -> None:
    """Keep the content and the benchmark beside the database.

    A process that takes another one's place while the database is gone serves what it can, until that is back.
    """
    open_it = attach_database if must_work else Database
    database = open_it(settings.database_path, settings.busy_timeout_ms)
    keep_state(app, State(settings, database, *texts))


def load_texts(parsed: Path | None = None) -> Texts:
    """Read what authors wrote; earlier versions of the content are read when something is asked of them.

    `parsed`: a folder in which files are kept as they were parsed. Raises ContentError, also where questions or advice
    name a figure that is not there.
    """
    with keeping_parsed(parsed) as parse:
        return _load_texts(parse)


def _load_texts(parse: Parse) -> Texts:
    edition = load_edition(parse=parse)

    def check(content: Content) -> list[Problem]:
        return list(check_links(content, edition))

    library = Library(check=check, parse=parse)
    newest = library.newest  # a mistake in what everybody begins with keeps the application from starting
    # What takes a while and hangs on nobody's answers: once, and before anybody asks for a page.
    find_bases(edition)
    prepare_less_far(newest.questionnaire, edition)
    return library, edition, load_sheets(newest, parse=parse)


def set_up_texts(app: Flask, settings: Settings) -> None:
    """Compile the catalogues where needed and set up the languages."""
    folders = settings.translations_folder, settings.compiled_translations_folder
    compiled = compile_catalogues(*folders, unfinished=settings.unfinished_languages)
    set_up_languages(app, compiled, select_language)
    keep_compiled(app, settings.compiled_templates_folder)


def describe_page() -> dict[str, object]:
    """Return what every template may show: whose page it is, and what was just done."""
    visit = current_visit()
    return {
        "visit": visit,
        "drafts_key": name_drafts(visit.address) if visit and (visit.may_write or visit.voice) else "",
        "municipality_name": name_municipality(visit.assessment) if visit else "",
        "revision": visit.assessment.revision if visit else 0,
        "notice_html": draw_notice(),
    }


def register_capabilities(app: Flask) -> None:
    """Add each capability's pages."""
    for blueprint in (*PUBLIC, *OF_WORKSHOPS):
        app.register_blueprint(blueprint)
    for blueprint in OF_AN_ASSESSMENT:
        app.register_blueprint(blueprint, url_prefix=ADDRESS)
