from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NoReturn

import pytest

import run
from tests.patience import SECONDS
from tests.server import ROOT, run_server

LOCKS = (run.RUNTIME_LOCK, run.DEVELOPMENT_LOCK)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment that looks complete, in a folder of the test's own."""
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    (folder / "pyvenv.cfg").write_text("version = 3.11.7\n")
    (folder / "created").touch()
    monkeypatch.setattr(run, "ENVIRONMENT", folder)
    return folder


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the lock files that were installed, in order."""
    names: list[str] = []
    monkeypatch.setattr(run, "install", lambda lock: names.append(lock.name))
    return names


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "some.lock"
    path.write_text("click==8.0\n")
    return path


def test_a_lock_file_is_installed_once(environment: Path, installed: list[str], lock: Path) -> None:
    run.prepare_environment([lock])
    run.prepare_environment([lock])
    assert environment.is_dir()
    assert installed == ["some.lock"]


def test_a_changed_lock_file_is_installed_again(environment: Path, installed: list[str], lock: Path) -> None:
    run.prepare_environment([lock])
    lock.write_text("click==8.1\n")
    run.prepare_environment([lock])
    assert environment.is_dir()
    assert installed == ["some.lock", "some.lock"]


def test_another_python_in_the_environment_means_installing_again(
    environment: Path, installed: list[str], lock: Path
) -> None:
    run.prepare_environment([lock])
    (environment / "pyvenv.cfg").write_text("version = 3.12.1\n")
    run.prepare_environment([lock])
    assert installed == ["some.lock", "some.lock"]


def test_an_interrupted_installation_starts_again(
    environment: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_lock: Path) -> NoReturn:
        raise KeyboardInterrupt

    stamp = environment / "some.lock.installed"
    stamp.write_text("an earlier lock file")
    monkeypatch.setattr(run, "install", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run.prepare_environment([lock])
    assert not stamp.exists()


@pytest.mark.parametrize("missing", ["created", "bin/python"])
def test_an_environment_without_its_parts_is_made_anew(
    environment: Path, installed: list[str], lock: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    def create() -> None:
        assert not environment.exists(), "the broken environment should be gone first"
        environment.mkdir()
        (environment / "pyvenv.cfg").touch()

    (environment / missing).unlink()
    monkeypatch.setattr(run, "create_environment", create)
    run.prepare_environment([lock])
    assert installed == ["some.lock"]


def test_an_environment_whose_python_was_removed_is_made_anew(environment: Path) -> None:
    assert run.environment_works()
    (environment / "bin" / "python").unlink()
    (environment / "bin" / "python").symlink_to("/nowhere/python3.11")
    assert not run.environment_works()


def test_a_real_environment_is_made_with_this_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path / ".venv")
    run.create_environment()
    said = subprocess.check_output(
        [run.python_inside(), "-c", "import sys; print(sys.prefix, sys.version_info[:2])"], text=True
    )
    assert said.split(maxsplit=1) == [str(tmp_path / ".venv"), f"{sys.version_info[:2]}\n"]


def test_a_machine_that_cannot_make_an_environment_hears_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(run, "has_module", lambda _python, _name: False)
    assert run.main([]) == 1
    assert "apt install python3-venv" in capsys.readouterr().err
    assert not (tmp_path / ".venv").exists()


def test_a_failed_installation_says_so_and_leaves_no_stamp(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_lock: Path) -> NoReturn:
        raise subprocess.CalledProcessError(1, "pip")

    monkeypatch.setattr(run, "install", fail)
    assert run.main([]) == 1
    assert "run the same command again" in capsys.readouterr().err
    assert not list(environment.glob("*.installed"))


def test_a_user_who_may_not_write_the_code_folder_can_start_what_is_installed(
    environment: Path, lock: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: Path, *_given: object, **_named: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    (environment / "some.lock.installed").write_text(run.describe_installation(lock))
    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(run, "is_prepared", lambda _locks: True)
    assert run.prepare_or_explain([lock]) == ""
    monkeypatch.undo()
    monkeypatch.setattr(run, "ENVIRONMENT", environment)
    assert run.is_prepared([lock])
    lock.write_text("click==8.1\n")
    assert not run.is_prepared([lock])
    monkeypatch.setattr(Path, "open", refuse)
    assert run.main([]) == 1
    said = capsys.readouterr().err
    assert f"{environment.with_suffix('.lock')}: Permission denied" in said
    assert "start Pleinwijzer once as" in said
    assert "Traceback" not in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_a_user_to_whom_the_code_folder_is_closed_hears_what_to_do(tmp_path: Path) -> None:
    shutil.copy(ROOT / "run.py", tmp_path / "run.py")
    for name in ("requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    for folder in (tmp_path, *list(tmp_path.parents)[:3]):
        folder.chmod(0o755)
    done = subprocess.run(
        [shutil.which("python3", path="/usr/bin:/bin:/usr/local/bin") or sys.executable, str(tmp_path / "run.py")],
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        user=65534,
        group=65534,
    )
    if "Permission denied" not in done.stderr:
        pytest.skip("that user can't run a Python new enough here")
    assert done.returncode == 1
    assert "may not write there" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_old_python_says_so_and_names_a_newer_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "OLDEST_PYTHON", (99, 0))
    monkeypatch.setattr(run, "explain_old_python", lambda: "use python3.12")
    assert run.main([]) == 1
    assert capsys.readouterr().err == "use python3.12\n"


def test_the_hint_for_an_old_python_is_the_newest_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name in {"python3.11", "python3.13"} else None)
    assert "python3.13 run.py" in run.explain_old_python()
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert "Install a newer Python" in run.explain_old_python()


def test_a_second_start_waits_for_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path / ".venv")
    real_lock = fcntl.flock
    asked: list[int] = []

    def lock_held_by_another(file: object, operation: int) -> None:
        asked.append(operation)
        if operation & fcntl.LOCK_NB:
            raise BlockingIOError
        real_lock(file, operation)  # type: ignore[arg-type]  # the file that run.py opened

    monkeypatch.setattr(fcntl, "flock", lock_held_by_another)
    with run.one_start_at_a_time():
        pass
    assert asked == [fcntl.LOCK_EX | fcntl.LOCK_NB, fcntl.LOCK_EX]
    assert "waiting for it" in capsys.readouterr().out


def test_an_active_environment_plays_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PLEINWIJZER_PORT", "8001")
    kept = run.clean_environment()
    assert kept.keys().isdisjoint({"VIRTUAL_ENV", "PYTHONPATH"})
    assert kept["PLEINWIJZER_PORT"] == "8001"


def test_help_names_the_commands() -> None:
    said = subprocess.check_output([sys.executable, "run.py", "--help"], cwd=ROOT, text=True, timeout=SECONDS)
    assert re.search(r"^  serve +Serve the site", said, re.MULTILINE)
    assert "run.py test" in said


def test_options_without_a_command_are_those_of_serve() -> None:
    refused = subprocess.run(
        [sys.executable, "run.py", "--port", "eighty"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert refused.returncode == 2
    assert "run.py serve" in refused.stderr
    assert "'eighty' is not a valid integer" in refused.stderr


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_cleanly_when_asked(tmp_path: Path, asked: signal.Signals) -> None:
    with run_server(tmp_path / "data") as server:
        os.kill(server.process.pid, asked)
        assert server.process.wait(SECONDS) == 0


def test_a_taken_port_is_a_message_that_says_what_to_do(tmp_path: Path) -> None:
    with run_server(tmp_path / "data") as server:
        port = server.url.rsplit(":", 1)[1]
        second = subprocess.run(
            [sys.executable, "run.py", "--port", port, "--data-folder", str(tmp_path / "other")],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    assert second.returncode == 1
    assert f"port {port}" in second.stderr
    assert "--port" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize("lock_file", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_an_exact_version_and_hashes(lock_file: Path) -> None:
    entries = re.split(r"\n(?=\S)", re.sub(r"^ +#.*\n", "", lock_file.read_text(), flags=re.MULTILINE))
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==[0-9][\w.]*( ; [^\\]+)? \\\n", entry), entry
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("lock_file", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_names_no_host_and_no_path(lock_file: Path) -> None:
    assert not re.search(r"https?:|file:|--index|--find-links|(^|\s)/", lock_file.read_text())


def test_a_package_in_both_lock_files_has_one_version() -> None:
    runtime, development = (set(re.findall(r"^(\S+)==(\S+)", path.read_text(), re.MULTILINE)) for path in LOCKS)
    shared = {name for name, _ in runtime} & {name for name, _ in development}
    assert {pin for pin in runtime if pin[0] in shared} == {pin for pin in development if pin[0] in shared}


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for wanted, lock_file in (
        (project["project"]["dependencies"], run.RUNTIME_LOCK),
        (project["dependency-groups"]["dev"], run.DEVELOPMENT_LOCK),
    ):
        locked = set(re.findall(r"^(\S+)==", lock_file.read_text(), re.MULTILINE))
        names = {match.group() for item in wanted if (match := re.match(r"[a-z0-9-]+", item))}
        assert names <= locked


def test_every_package_of_ours_is_named_for_setuptools() -> None:
    named = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    rooms = (path for room in ("assessment", "benchmarks", "webapp") for path in (ROOT / room).rglob("__init__.py"))
    assert {".".join(path.parent.relative_to(ROOT).parts) for path in rooms} == named
