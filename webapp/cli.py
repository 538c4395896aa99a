"""The commands behind `python3 run.py`; without one it serves."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.config import Settings


PREPARATION = "webapp.preparation:prepare_site"
APPLICATION = "webapp.assembly:create_app"
CANNOT_CHECK = 3
"""The exit code of a check that misses a tool of the system."""


class ServeByDefault(click.Group):
    """Commands of which `serve` is meant when none is named, so that `run.py --port 80` needs no explaining."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `serve` in front where no command stands."""
        names_a_command = bool(args) and (not args[0].startswith("-") or args[0] in {"--help", "--version"})
        return super().parse_args(ctx, args if names_a_command else ["serve", *args])


data_folder_option = click.option(
    "--data-folder",
    type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
    help="Where the database is kept; made when it is not there. [default: the folder `data` beside run.py]",
)


@click.group(
    cls=ServeByDefault,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    epilog="`run.py test` runs every check and test; `run.py COMMAND --help` explains one command.",
)
def main() -> None:
    """Pleinwijzer: where does your municipality stand on social media?

    Without a command it serves the site. The options of `serve` can then follow at once: `run.py --port 8001`.
    """
    from webapp.server.logs import keep_links_out

    keep_links_out()


@main.command()
@click.option("--host", help="The address to listen on. [default: 127.0.0.1, which only this machine can reach]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes one that is free. [default: 8000]")
@click.option(
    "--processes", type=click.IntRange(1), help="Processes that serve. [default: one for each core, at most 4]"
)
@click.option("--demo", is_flag=True, help="Serve a separate database with a few invented assessments.")
@data_folder_option
def serve(host: str | None, port: int | None, processes: int | None, demo: bool, data_folder: Path | None) -> None:
    """Serve the site until Ctrl-C."""
    from webapp.server import Companion, Program, ignore_signals
    from webapp.server import serve as serve_until_stopped

    with clear_messages():
        settings = choose_settings(
            host=host, port=port, processes=processes, demo=demo or None, data_folder=data_folder
        )
        companions = (
            Companion("Document worker", "webapp.background.worker:run", (APPLICATION, settings)),
            Companion("Drawing process", "webapp.background.drawing:run", (settings,)),
        )
        serve_until_stopped(settings, Program(PREPARATION, APPLICATION, companions), announce)
    ignore_signals()
    click.echo("Stopped.")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_folder_option
def backup(file: Path, data_folder: Path | None) -> None:
    """Write a checked copy of the database to FILE; the site can go on serving."""
    from webapp.store.backup import backup_database, find_database

    with clear_messages():
        settings = choose_settings(data_folder=data_folder)
        count = backup_database(find_database(settings.database_path, settings.busy_timeout_ms), file)
    click.echo(f"The copy of {settings.database_path} is in {file}. Self-scans: {count}.")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite the database that is there.")
@data_folder_option
def restore(file: Path, force: bool, data_folder: Path | None) -> None:
    """Put the backup in FILE in the place of the database; the site can go on serving.

    The data folder must be there, so that a mistake in its name makes no second one.
    """
    from webapp.store.backup import restore_database

    with clear_messages():
        settings = choose_settings(data_folder=data_folder)
        path = settings.database_path
        if not path.parent.is_dir():
            raise click.ClickException(f"There is no folder {path.parent}. Make it first, if that is the right name.")
        if path.exists() and not force:
            raise click.ClickException(f"{path} exists. Add --force to overwrite it.")
        done = restore_database(file, path)
    how = "It is a new file: there was none, or it was damaged." if done.replaced else f"Before: {done.before}."
    click.echo(f"The backup {file} is restored to {path}. Self-scans: {done.after}. {how}")


@main.command("new-database")
@click.option("--demo", is_flag=True, help="The database of the demonstration.")
@data_folder_option
def begin_anew(demo: bool, data_folder: Path | None) -> None:
    """Let the next start make an empty database in the place of one that is gone."""
    from webapp.store.marker import forget

    with clear_messages():
        path = choose_settings(data_folder=data_folder, demo=demo or None).database_path
        if path.exists() and path.stat().st_size:
            raise click.ClickException(f"{path} is there. Move it away first, if it is to be replaced by an empty one.")
        put_aside = forget(path)
    for left in put_aside:
        click.echo(f"Put aside: {left}")
    click.echo(f"The next start makes an empty database {path}.")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@data_folder_option
def export(folder: Path, data_folder: Path | None) -> None:
    """Write every assessment as JSON to FOLDER, which is new or empty; the site can go on serving.

    The files hold all answers and notes: keep them as safe as the database. They hold no private links.
    """
    from webapp.clock import utc_now
    from webapp.exchange.all_exports import export_assessments
    from webapp.store.database import attach_database

    with clear_messages():
        settings = choose_settings(data_folder=data_folder)
        count = export_assessments(attach_database(settings.database_path), folder, utc_now())
    click.echo(f"Exported: {count}.")


@main.command()
@click.option(
    "--yes", is_flag=True, help="Delete now all that is too old, beyond the limit of a day and the days of grace."
)
@data_folder_option
def expire(yes: bool, data_folder: Path | None) -> None:
    """Delete the assessments that nobody changed for longer than they are kept, and say what is due later."""
    from webapp.background.expiry import expire as delete_expired
    from webapp.store.database import attach_database

    with clear_messages():
        settings = choose_settings(data_folder=data_folder)
        done = delete_expired(attach_database(settings.database_path), settings, everything=yes)
    for line in done.describe(settings):
        click.echo(line)


@main.group()
def check() -> None:
    """Check the content files, the translations or the spelling."""


@check.command("content")
def check_content_files() -> None:
    """Report every mistake in the questionnaires, levels, advice and crosswalks of all versions, sheets and figures."""
    from assessment.reading import ContentError
    from webapp.assembly import load_texts

    try:
        library, _, _ = load_texts()
        library.check_all()
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise click.ClickException(f"{len(error.problems)} to mend.") from None
    click.echo("The content is in order.")


@check.command("translations")
def check_catalogues() -> None:
    """Report templates that are out of date, and texts that are missing or uncertain."""
    from webapp.config import ROOT, Settings
    from webapp.language.updating import check_translations

    findings = check_translations(ROOT, Settings().translations_folder)
    for finding in findings:
        click.echo(str(finding), err=True)
    if findings:
        raise click.ClickException(f"{len(findings)} to mend.")
    click.echo("The translations are complete.")


@check.command("spelling")
def check_words() -> None:
    """Report words that hunspell and our lists don't know. Exit code 3: it is not on this machine."""
    from webapp.config import ROOT, Settings
    from webapp.language.spelling import SPELLED_LANGUAGES, SpellingUnavailableError, check_spelling

    problems = []
    for code in SPELLED_LANGUAGES:
        try:
            problems += [f"{code}: {problem}" for problem in check_spelling(code, ROOT, Settings().translations_folder)]
        except SpellingUnavailableError as error:
            click.echo(f"!! THE SPELLING IS NOT CHECKED: {error}.", err=True)
            raise SystemExit(CANNOT_CHECK) from error
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException(f"{len(problems)} to mend, or to add to the list of words.")
    click.echo("The spelling is in order.")


@main.group()
def translate() -> None:
    """Bring the catalogues up to date, or add a language."""


@translate.command("update")
def update_catalogues() -> None:
    """Bring templates and catalogues up to date with code and content."""
    from webapp.config import ROOT, Settings
    from webapp.language.updating import update_translations

    for path in update_translations(ROOT, Settings().translations_folder):
        click.echo(f"Changed: {path}")


@translate.command("add")
@click.argument("code")
def add_catalogues(code: str) -> None:
    """Make the catalogues of the language CODE (fr, de, …) ready for a translator."""
    from webapp.config import ROOT, Settings
    from webapp.language.updating import LanguageError, add_language

    try:
        made = add_language(ROOT, Settings().translations_folder, code)
    except LanguageError as error:
        raise click.ClickException(str(error)) from error
    for path in made:
        click.echo(f"To translate: {path}")


@contextlib.contextmanager
def clear_messages() -> Iterator[None]:
    """Turn an error that says what to do into a message instead of a traceback."""
    from webapp.config import SettingsError
    from webapp.store.failures import StoreUnavailable, UnusableDatabaseError

    try:
        yield
    except (SettingsError, StoreUnavailable, UnusableDatabaseError, OSError) as error:
        raise click.ClickException(str(error)) from error


def choose_settings(**given: object) -> Settings:
    """Return the settings of the environment, with those that were given on the command line before them.

    Raises SettingsError on a variable of the environment that can't be read.
    """
    from webapp.config import read_settings

    chosen = {name: value for name, value in given.items() if value is not None}
    return replace(read_settings(), **chosen)  # type: ignore[arg-type]  # each option is read as its field's type


def announce(address: str) -> None:
    """Say where the site is."""
    click.echo(f"Pleinwijzer is ready at {address} (Ctrl-C stops it)")
