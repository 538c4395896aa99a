"""What is done once before anybody serves, and daily after that, by one process for all.

Importing this is cheap, and it leaves no connection behind: the process that calls it stays small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.compilation import compile_catalogues
from webapp.config import prepare_data_folder, read_secret_key
from webapp.expiry import delete_expired
from webapp.store.database import Database, open_database

if TYPE_CHECKING:
    from webapp.config import Settings


def prepare_site(settings: Settings) -> None:
    """Make the folder, the key and the catalogues, bring the database up to date, and delete what is too old.

    In the demonstration the examples are added too. Raises SettingsError, UnusableDatabaseError or StoreUnavailable
    when the site cannot run like this.
    """
    prepare_data_folder(settings)
    open_database(settings.database_path, settings.busy_timeout_ms)
    read_secret_key(settings)
    compile_catalogues(settings.translations_folder, settings.compiled_translations_folder)
    expire(settings)
    if settings.demo:
        add_examples(settings)


def expire(settings: Settings) -> None:
    """Delete the assessments that are too old now; a failure is for the next time."""
    database = Database(settings.database_path, settings.busy_timeout_ms)
    delete_expired(database, settings.expiry_days)
    database.close()


def add_examples(settings: Settings) -> None:
    """Put the examples in the demonstration's database; this needs the whole program."""
    from webapp import demo  # noqa: PLC0415 (only the demonstration pays for importing this)
    from webapp.assembly import create_app  # noqa: PLC0415 (same)
    from webapp.state import get_state  # noqa: PLC0415 (same)

    app = create_app(settings, prepared=True)
    demo.add_examples(app)
    get_state(app).database.close()
