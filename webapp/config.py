"""Every setting of the application, read once from the environment and never changed afterwards."""

from __future__ import annotations

import logging
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECRET_KEY_BYTES = 32
OURS = (
    "*.sqlite3",
    "*.sqlite3-*",
    "*.sqlite3.*",
    ".*.sqlite3.*",
    "secret-key*",
    "*.lock",
    "*.socket",
    "documents",
    "documents/*",
)
"""What stands in the data folder and is nobody else's to read."""
MOST_NAMES = 5

log = logging.getLogger("pleinwijzer")


class SettingsError(Exception):
    """A setting that cannot be used; the message says which one and what it should be."""


@dataclass(frozen=True)
class Settings:
    """How this installation runs. Each field but the last group can be set by a `PLEINWIJZER_…` variable."""

    data_folder: Path = ROOT / "data"
    host: str = "127.0.0.1"
    port: int = 8000
    address: str = ""
    processes: int = 0
    trusted_proxy: str = ""
    secure: bool = False
    expiry_days: int = 3 * 365
    failed_links_per_minute: int = 60
    new_assessments_per_hour: int = 300
    workshop_code: str = field(default="", repr=False)
    workshop_least_votes: int = 5
    new_workshops_per_hour: int = 30
    wrong_codes_per_minute: int = 60
    all_wrong_codes_per_minute: int = 300
    busy_timeout_ms: int = 3000
    document_wait_ms: int = 4000

    demo: bool = False
    testing: bool = False
    unfinished_languages: bool = False
    translations_folder: Path = ROOT / "translations"
    compiled_folder: Path | None = None
    secret_key: str | None = field(default=None, repr=False)

    @property
    def database_path(self) -> Path:
        """The database file; the demonstration has its own, so that invented data never meets real data."""
        return self.data_folder / ("demo.sqlite3" if self.demo else "pleinwijzer.sqlite3")

    @property
    def compiled_translations_folder(self) -> Path:
        """Where compiled catalogues are kept; they are made again whenever they are missing or stale."""
        return (self.compiled_folder or self.data_folder) / "compiled-translations"

    @property
    def compiled_templates_folder(self) -> Path:
        """Where compiled templates are kept; the same holds for them."""
        return (self.compiled_folder or self.data_folder) / "compiled-templates"

    @property
    def parsed_content_folder(self) -> Path:
        """Where content files are kept as they were parsed; the same holds for them."""
        return (self.compiled_folder or self.data_folder) / "parsed-content"


@dataclass(frozen=True)
class Variable:
    """One environment variable: the setting that it fills, and what it means (docs/operations.md repeats this)."""

    name: str
    setting: str
    kind: type[Path] | type[str] | type[int] | type[bool]
    meaning: str


VARIABLES = (
    Variable("PLEINWIJZER_DATA", "data_folder", Path, "Folder of the database and the secret key."),
    Variable("PLEINWIJZER_HOST", "host", str, "Address to listen on."),
    Variable("PLEINWIJZER_PORT", "port", int, "Port to listen on."),
    Variable(
        "PLEINWIJZER_ADDRESS",
        "address",
        str,
        "The site's own address, as https://zelfscan.example.be; without it, what a request says.",
    ),
    Variable("PLEINWIJZER_PROCESSES", "processes", int, "Processes that serve; without it one a core, at most four."),
    Variable("PLEINWIJZER_TRUSTED_PROXY", "trusted_proxy", str, "IP address of the reverse proxy in front, if any."),
    Variable("PLEINWIJZER_SECURE", "secure", bool, "1 when visitors come over HTTPS: secure cookies and HSTS."),
    Variable("PLEINWIJZER_EXPIRY_DAYS", "expiry_days", int, "Days without a change before an assessment is deleted."),
    Variable(
        "PLEINWIJZER_FAILED_LINKS_PER_MINUTE",
        "failed_links_per_minute",
        int,
        "Wrong private links that one address may try in a minute.",
    ),
    Variable(
        "PLEINWIJZER_NEW_ASSESSMENTS_PER_HOUR",
        "new_assessments_per_hour",
        int,
        "Assessments that one address may begin in an hour.",
    ),
    Variable(
        "PLEINWIJZER_WORKSHOP_CODE",
        "workshop_code",
        str,
        "What somebody must know to make a workshop; without it, anybody can.",
    ),
    Variable(
        "PLEINWIJZER_WORKSHOP_LEAST_VOTES",
        "workshop_least_votes",
        int,
        "Answers from which on a workshop shows a question's; fewer than five count as five.",
    ),
    Variable(
        "PLEINWIJZER_NEW_WORKSHOPS_PER_HOUR",
        "new_workshops_per_hour",
        int,
        "Workshops that one address may make in an hour.",
    ),
    Variable(
        "PLEINWIJZER_WRONG_CODES_PER_MINUTE",
        "wrong_codes_per_minute",
        int,
        "Wrong workshop codes that one address may type in a minute.",
    ),
    Variable(
        "PLEINWIJZER_ALL_WRONG_CODES_PER_MINUTE",
        "all_wrong_codes_per_minute",
        int,
        "Wrong workshop codes that all addresses together may type in a minute; links and QR codes go on.",
    ),
    Variable("PLEINWIJZER_BUSY_TIMEOUT_MS", "busy_timeout_ms", int, "Milliseconds to wait for a locked database."),
    Variable(
        "PLEINWIJZER_DOCUMENT_WAIT_MS",
        "document_wait_ms",
        int,
        "Milliseconds that who asks for a document waits for it before a page says how far it is.",
    ),
    Variable(
        "PLEINWIJZER_UNFINISHED_LANGUAGES",
        "unfinished_languages",
        bool,
        "1 to offer languages that are not complete yet too, for a look at a translation.",
    ),
)

_WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def read_settings(environment: Mapping[str, str] | None = None, **chosen: Path | str | int | bool | None) -> Settings:
    """Return the settings: what was chosen (None is no choice), else what a variable says, else the default.

    Raises SettingsError on a variable that cannot be read, and TypeError on a setting that does not exist.
    """
    given = os.environ if environment is None else environment
    values: dict[str, object] = {
        variable.setting: _read_variable(variable, given[variable.name])
        for variable in VARIABLES
        if given.get(variable.name, "").strip()
    }
    values.update({setting: value for setting, value in chosen.items() if value is not None})
    return replace(Settings(), **values)  # type: ignore[arg-type]  # each value has its variable's kind


def _read_variable(variable: Variable, written: str) -> Path | str | int | bool:
    text = written.strip()
    if variable.kind is bool:
        if text.lower() not in _WORDS:
            raise SettingsError(f"{variable.name} must be 1 or 0, not {text!r}.")
        return _WORDS[text.lower()]
    if variable.kind is int:
        if not (text.isascii() and text.isdigit() and int(text) > 0):
            raise SettingsError(f"{variable.name} must be a whole number above 0, not {text!r}.")
        return int(text)
    return Path(text).expanduser().resolve() if variable.kind is Path else text


def prepare_data_folder(settings: Settings) -> None:
    """Make the data folder, readable by its owner only. Raises SettingsError when that is not possible."""
    folder = settings.data_folder
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"The data folder {folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise SettingsError(
            f"The data folder {folder} cannot be written to. Give this user the right to, or choose another."
        )
    close_to_others(folder)


def close_to_others(folder: Path) -> None:
    """Take the data folder, and all in it that is ours, from every other user of the machine, and say so in the log.

    A folder that everybody puts things in, such as /tmp, stays open: there only our own files are closed.
    """
    if os.name == "nt":  # no such rights there
        return
    if folder.stat().st_mode & stat.S_ISVTX:
        log.warning("Everybody can use the folder %s. Better choose one for Pleinwijzer alone.", folder)
        changed = [path for path in _list_ours(folder) if _close(path)]
    else:
        changed = [path for path in (folder, *_list_ours(folder)) if _close(path)]
    if changed:
        names = ", ".join(str(path) for path in changed[:MOST_NAMES])
        more = f" and {len(changed) - MOST_NAMES} more" if len(changed) > MOST_NAMES else ""
        log.warning("Others could read the data. That is mended (rights 0700 and 0600): %s%s", names, more)


def _list_ours(folder: Path) -> Iterator[Path]:
    """Yield what the program keeps in its folder, and nothing that somebody else may have put there."""
    for pattern in OURS:
        yield from folder.glob(pattern)


def _close(path: Path) -> bool:
    """Take a file or folder from others, and return whether they had any right to it."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if not mode & 0o077:
            return False
        path.chmod(mode & 0o700)
    except OSError as error:
        log.warning("Others can use %s, and this user can't change that: %s", path, error.strerror)
        return False
    return True


def read_secret_key(settings: Settings) -> str:
    """Return the key that signs cookies; the first time it is made and kept in the data folder (mode 0600)."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_folder / "secret-key"
    _write_once(path, secrets.token_hex(SECRET_KEY_BYTES))
    key = path.read_text(encoding="ascii").strip()
    if len(key) < SECRET_KEY_BYTES:
        raise SettingsError(f"{path} holds no usable key. Delete the file; a new one is made at the next start.")
    return key


def _write_once(path: Path, text: str) -> None:
    """Write a file that is whole or absent, also when two processes start at once: the first one wins."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
