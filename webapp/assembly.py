"""The Flask application, assembled in named steps."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from assessment.content import Content, load_content
from assessment.crosswalk import Crosswalk, load_crosswalk
from assessment.reading import ContentError
from benchmarks.editions import check_links, load_edition
from benchmarks.model import Edition
from webapp import access, security
from webapp.assets import address_assets
from webapp.compilation import compile_catalogues
from webapp.config import Settings, read_secret_key, read_settings
from webapp.demo import name_examples
from webapp.i18n import speak_languages
from webapp.plan import routes as plan
from webapp.preparation import prepare_site
from webapp.press import set_up_press
from webapp.report import routes as report
from webapp.report.pictures import set_up_pictures
from webapp.scan import routes as scan
from webapp.scan.kept import keep_pages
from webapp.site import errors
from webapp.site import routes as site
from webapp.state import State, keep_state
from webapp.store.database import Database


def create_app(settings: Settings | None = None, *, prepared: bool = False) -> Flask:
    """Return the application, ready to serve.

    `prepared` says that `prepare_site` has done its work already, in another process.

    Raises SettingsError, UnusableDatabaseError, StoreUnavailable or ContentError when it cannot run like this.
    """
    settings = settings or read_settings()
    if not prepared:
        prepare_site(settings)
    app = make_flask(settings)
    load_state(app, settings)
    set_up_pictures(app)
    keep_pages(app)
    set_up_press(app)
    security.configure_security(app, settings, read_secret_key(settings))
    know_visitors(app)
    security.protect_forms(app)
    security.limit_tries(app)
    speak(app, settings)
    configure_templates(app)
    register_capabilities(app)
    errors.register_error_pages(app)
    app.after_request(security.add_headers)
    access.check_declarations(app)
    name_examples(app)
    return app


def make_flask(settings: Settings) -> Flask:
    """Make the bare application; its folders are absolute, so that it starts from any working folder."""
    here = Path(__file__).parent
    app = Flask(__name__, static_folder=str(here / "static"), template_folder=str(here / "templates"))
    app.config.update(TESTING=settings.testing)
    address_assets(app)
    access.declare_static_files(app)
    return app


def load_state(app: Flask, settings: Settings) -> None:
    """Read the content and the benchmark, and keep them beside the database."""
    content, edition, crosswalk = load_texts()
    database = Database(settings.database_path, settings.busy_timeout_ms)
    keep_state(app, State(settings, database, content, edition, crosswalk))


def load_texts() -> tuple[Content, Edition, Crosswalk]:
    """Read what authors wrote. Raises ContentError, also where questions or advice name a figure that is not there."""
    content, edition = load_content(), load_edition()
    if problems := list(check_links(content, edition)):
        raise ContentError(problems)
    return content, edition, load_crosswalk(content.questionnaire)


def know_visitors(app: Flask) -> None:
    """Find the assessment behind a private link before anything else looks at the request."""
    app.before_request(access.enforce_access)


def speak(app: Flask, settings: Settings) -> None:
    """Compile the catalogues where needed and set up the languages."""
    folders = settings.translations_folder, settings.compiled_translations_folder
    speak_languages(app, compile_catalogues(*folders, unfinished=settings.unfinished_languages))


def configure_templates(app: Flask) -> None:
    """Let a template fail on a name that does not exist, and leave no empty lines behind."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def register_capabilities(app: Flask) -> None:
    """Add each capability's pages."""
    app.register_blueprint(site.blueprint)
    app.register_blueprint(report.blueprint)
    app.register_blueprint(plan.blueprint)
    app.register_blueprint(scan.blueprint)
