"""What is done once before anybody serves, by one process for all.

Importing this is cheap, and it leaves no connection behind: the process that calls it stays small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.background.expiry import expire
from webapp.config import prepare_data_folder, read_secret_key
from webapp.language.compilation import compile_catalogues
from webapp.store.database import open_database

if TYPE_CHECKING:
    from webapp.config import Settings


def prepare_site(settings: Settings) -> None:
    """Make the folder, the key and the catalogues, and bring the database up to date.

    In the demonstration the examples are added too. What is too old is deleted by the worker as soon as it starts.
    Raises SettingsError, UnusableDatabaseError or StoreUnavailable when the site cannot run like this.
    """
    prepare_data_folder(settings)
    read_secret_key(settings)
    folders = settings.translations_folder, settings.compiled_translations_folder
    compile_catalogues(*folders, unfinished=settings.unfinished_languages)
    open_database(settings.database_path, settings.busy_timeout_ms).close()
    if settings.demo:
        add_examples(settings)


def delete_too_old(settings: Settings) -> None:
    """Do once what the worker does when it starts and then daily: for an application that has none."""
    database = open_database(settings.database_path, settings.busy_timeout_ms)
    expire(database, settings)
    database.close()


def add_examples(settings: Settings) -> None:
    """Put the examples in the demonstration's database; this needs the whole program."""
    from webapp import demo  # noqa: PLC0415 (only the demonstration pays for importing this)
    from webapp.assembly import create_app  # noqa: PLC0415 (same)
    from webapp.web.state import get_state  # noqa: PLC0415 (same)

    app = create_app(settings, prepared=True)
    demo.add_examples(app)
    get_state(app).database.close()
