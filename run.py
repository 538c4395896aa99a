"""Start here: `python3 run.py` serves Pleinwijzer, `python3 run.py test` checks it.

Needs nothing but Python 3.11: it makes its own environment in `.venv` from the lock files, and goes on inside it.
Standard library only up to that point, and readable by older Pythons so that they can say what is wrong.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST_PYTHON = (3, 11)
SIGNALS = (signal.SIGINT, signal.SIGTERM)
INTERRUPTED = 130
"""The exit code of a command that somebody interrupted."""
ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
RUNTIME_LOCK = ROOT / "requirements.lock"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.lock"

PYTHON_TOO_OLD = """Pleinwijzer needs Python 3.11 or newer; this is Python {version} ({executable}).
{hint}"""
NO_INSTALLER = """Pleinwijzer could not make its Python environment: this Python comes without `ensurepip`,
and neither uv, virtualenv nor a recent pip was found. Install one of these, then run the same command again:
  Debian, Ubuntu:  sudo apt install python3-venv
  Fedora:          sudo dnf install python3-pip
  anywhere:        uv, from your package manager"""
CANNOT_WRITE = """Pleinwijzer could not prepare its Python environment.
  {path}: {problem}
If {user} may not write there: start Pleinwijzer once as {owner}, who owns that folder, and again after each update.
Others can start it after that. Or give {user} the right to write there."""
INSTALL_FAILED = """Pleinwijzer could not install its packages (the installer's own message stands above).
Look at the network connection and the disk space, then run the same command again: it continues from here."""


def main(arguments: list[str]) -> int:
    """Make the environment ready, go on inside it, and return the exit code of what was asked for."""
    if sys.version_info < OLDEST_PYTHON:
        return stop(explain_old_python())
    testing = arguments[:1] == ["test"]
    if problem := prepare_or_explain([RUNTIME_LOCK, DEVELOPMENT_LOCK] if testing else [RUNTIME_LOCK]):
        return stop(problem)
    if Path(sys.prefix) != ENVIRONMENT:
        go_on_inside(arguments)
    if is_serving(arguments):
        for number in SIGNALS:
            signal.signal(number, end_at_once)
    if testing:
        from tests.checks import run_checks  # noqa: PLC0415 (its packages exist only inside the environment)

        return run_checks(arguments[1:])
    from webapp.cli import main as run_command  # noqa: PLC0415 (same)

    run_command(arguments, prog_name="run.py")
    return 0


def prepare_or_explain(locks: list[Path]) -> str:
    """Make the environment ready where it isn't, and return what to do where that fails; else an empty text."""
    try:
        if not is_prepared(locks):
            with one_start_at_a_time():
                prepare_environment(locks)
    except NoInstallerError:
        return NO_INSTALLER
    except subprocess.CalledProcessError:
        return INSTALL_FAILED
    except OSError as error:
        return explain_unwritable(error)
    return ""


class NoInstallerError(Exception):
    """Nothing on this machine can make a Python environment."""


def stop(message: str) -> int:
    """Print the message where errors go, and return the exit code for "could not start"."""
    print(message, file=sys.stderr)
    return 1


def explain_unwritable(error: OSError) -> str:
    """Return what to do where this user can't install: mostly the folder is somebody else's."""
    return CANNOT_WRITE.format(
        user=name_user(os.geteuid()),
        owner=name_user(ROOT.stat().st_uid),
        path=error.filename or ROOT,
        problem=error.strerror or error,
    )


def name_user(number: int) -> str:
    """Return a user's name, or the number where there is none."""
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return "user {}".format(number)


def is_serving(arguments: list[str]) -> bool:
    """Tell whether this is a start of the site, and no other command."""
    first = arguments[0] if arguments else "serve"
    return first == "serve" or (first.startswith("-") and first not in {"-h", "--help", "--version"})


def end_at_once(_signal: int, _frame: object) -> None:
    """End before anything was begun, or after all was ended: both are no error."""
    os.write(1, b"Stopped.\n")
    os._exit(0)


def explain_old_python() -> str:
    """Return what to do about this too old Python: the newer one's name if there is one on the path."""
    names = ["python3." + str(minor) for minor in range(19, OLDEST_PYTHON[1] - 1, -1)]
    newer = next((name for name in names if shutil.which(name)), None)
    hint = (
        "There is a newer one here: {} run.py {}".format(newer, " ".join(sys.argv[1:]))
        if newer
        else "Install a newer Python from your package manager or python.org, and use that one."
    )
    return PYTHON_TOO_OLD.format(version=sys.version.split()[0], executable=sys.executable, hint=hint)


@contextlib.contextmanager
def one_start_at_a_time() -> Iterator[None]:
    """Hold a lock on this folder, so that a second start waits until the first has finished installing."""
    with ENVIRONMENT.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another start of Pleinwijzer is installing packages; waiting for it …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare_environment(locks: list[Path]) -> None:
    """Make the environment when there is none that works, and install each lock file that changed since."""
    if not environment_works():
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        print("Making the Python environment (once) …", flush=True)
        create_environment()
    for lock in locks:
        stamp = ENVIRONMENT / (lock.name + ".installed")
        wanted = describe_installation(lock)
        if stamp.is_file() and stamp.read_text() == wanted:
            continue
        print(f"Installing the exact versions of {lock.name} …", flush=True)
        stamp.unlink(missing_ok=True)
        install(lock)
        stamp.write_text(wanted)  # last, so that an interrupted installation starts again next time


def is_prepared(locks: list[Path]) -> bool:
    """Tell whether everything is there: then nothing needs to be written, and this user need not be able to."""
    stamps = [(ENVIRONMENT / (lock.name + ".installed"), lock) for lock in locks]
    try:
        return environment_works() and all(stamp.read_text() == describe_installation(lock) for stamp, lock in stamps)
    except OSError:
        return False


def environment_works() -> bool:
    """Tell whether the environment is complete and its Python, which an upgrade can take away, still starts."""
    return (ENVIRONMENT / "created").is_file() and python_inside().exists()


def python_inside() -> Path:
    """Return the environment's own Python."""
    return ENVIRONMENT / "bin" / "python"


def describe_installation(lock: Path) -> str:
    """Return what the stamp must say: the lock file's content and the Python that it was installed for."""
    python = (ENVIRONMENT / "pyvenv.cfg").read_bytes()
    return hashlib.sha256(lock.read_bytes() + python).hexdigest()


def create_environment() -> None:
    """Make an empty environment with the first tool that can, never in an environment that happens to be active."""
    python = getattr(sys, "_base_executable", sys.executable)
    if uv := shutil.which("uv"):
        call([uv, "venv", "--no-config", "--quiet", "--python", python, str(ENVIRONMENT)])
    elif has_module(python, "ensurepip"):
        call([python, "-I", "-m", "venv", str(ENVIRONMENT)])
    elif has_module(python, "virtualenv"):
        call([python, "-I", "-m", "virtualenv", "--quiet", str(ENVIRONMENT)])
    elif virtualenv := shutil.which("virtualenv"):
        call([virtualenv, "--quiet", "--python", python, str(ENVIRONMENT)])
    elif has_module(python, "pip"):
        call([python, "-I", "-m", "venv", "--without-pip", str(ENVIRONMENT)])
    else:
        raise NoInstallerError
    (ENVIRONMENT / "created").touch()


def install(lock: Path) -> None:
    """Install a lock file's packages, each checked against its hash."""
    python = str(python_inside())
    options = ["--require-hashes", "--requirement", str(lock)]
    if uv := shutil.which("uv"):
        call([uv, "pip", "install", "--no-config", "--quiet", "--python", python, *options])
    elif has_module(python, "pip"):
        call([python, "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", *options])
    else:
        outside = getattr(sys, "_base_executable", sys.executable)
        call([outside, "-I", "-m", "pip", "--python", python, "install", "--quiet", "--no-input", *options])


def has_module(python: str, name: str) -> bool:
    """Tell whether a Python has a module, without importing it here."""
    question = f"import sys, importlib.util; sys.exit(importlib.util.find_spec('{name}') is None)"
    return subprocess.run([python, "-I", "-c", question], check=False).returncode == 0


def call(command: list[str]) -> None:
    """Run a command; its output goes to the terminal, and its failure is ours."""
    subprocess.run(command, check=True, env=clean_environment())


def clean_environment() -> dict[str, str]:
    """Return the environment variables without those that would lead Python to somebody else's packages."""
    unwanted = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_REQUIRE_HASHES"}
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def go_on_inside(arguments: list[str]) -> None:
    """Replace this process by the same command in the environment's Python, which keeps its process id."""
    python = str(python_inside())
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # they wait until somebody is there again to hear them
    os.execve(python, [python, str(ROOT / "run.py"), *arguments], clean_environment())


def raise_interrupt(_signal: int, _frame: object) -> None:
    """Let an installer that runs end too."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        for number in SIGNALS:
            signal.signal(number, raise_interrupt)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        if is_serving(sys.argv[1:]):
            end_at_once(0, None)
        sys.exit(INTERRUPTED)
