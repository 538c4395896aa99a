"""What others need to take Pleinwijzer up: its licence, its entry for catalogues of public software, its container."""

from __future__ import annotations

import copy
import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from webapp.background.version import FILES, FOLDERS
from webapp.config import VARIABLES
from webapp.language.catalogues import REQUIRED_LANGUAGES

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
ENTRY_TEXT = Path("publiccode.yml").read_text(encoding="utf-8")
ENTRY: dict[str, Any] = yaml.safe_load(ENTRY_TEXT)
RULES: dict[str, Any] = json.loads(Path("tests/docs/publiccode-0.7.schema.json").read_text(encoding="utf-8"))
STANDARD = Draft202012Validator(RULES)
LICENSE = Path("LICENSE").read_text(encoding="utf-8")
CONTAINERFILE = Path("Containerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(Path("compose.yaml").read_text(encoding="utf-8"))
SHA256_OF_THE_EUPL = "57fb42fbcd0b037ce528ed8f72f1ec095d67bc6825ecf1448ff39be1fe68a4b4"
BLANK = re.compile(r"\b(?:[\w-]+\.)*example\.(?:org|be|com)\b")


# --- the licence ------------------------------------------------------------------------------------------------------


def test_the_licence_is_the_whole_english_text_of_the_eupl() -> None:
    articles = re.findall(r"^(\d+)\.[A-Z]", LICENSE, re.MULTILINE)
    assert LICENSE.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert articles == [str(number) for number in range(1, 16)]
    assert "‘Compatible Licences’ according to Article 5 EUPL are:" in LICENSE
    assert LICENSE.endswith("require the production of a new EUPL version.\n")
    assert hashlib.sha256(LICENSE.encode()).hexdigest() == SHA256_OF_THE_EUPL


def test_everything_that_names_a_licence_names_the_same_one() -> None:
    label = re.search(r'image\.licenses="([^"]+)"', CONTAINERFILE)
    assert label
    assert (PROJECT["license"], ENTRY["legal"]["license"], label[1]) == ("EUPL-1.2",) * 3


# --- publiccode.yml ---------------------------------------------------------------------------------------------------


def test_the_entry_for_catalogues_follows_the_standard() -> None:
    assert [f"{'/'.join(map(str, error.path))}: {error.message}" for error in STANDARD.iter_errors(ENTRY)] == []


@pytest.mark.parametrize("key", RULES["required"])
def test_an_entry_without_a_mandatory_key_is_refused(key: str) -> None:
    assert not STANDARD.is_valid({name: value for name, value in ENTRY.items() if name != key})


@pytest.mark.parametrize(
    ("section", "key", "wrong"),
    [
        ("maintenance", "type", "community"),  # without contacts
        ("maintenance", "contractors", [{"name": "X", "until": "2030-01-01"}]),  # without a contract
        ("legal", "repoOwner", "deprecated"),
        ("intendedAudience", "countries", ["be"]),
        ("intendedAudience", "scope", ["municipalities"]),
        ("localisation", "availableLanguages", []),
    ],
)
def test_an_entry_with_a_wrong_value_is_refused(section: str, key: str, wrong: object) -> None:
    changed = copy.deepcopy(ENTRY)
    changed[section][key] = wrong
    assert not STANDARD.is_valid(changed)


def test_the_entry_says_what_the_program_is() -> None:
    texts = ENTRY["description"]
    pictures = [ENTRY["logo"], *(path for text in texts.values() for path in text["screenshots"])]
    assert ENTRY["softwareVersion"] == PROJECT["version"]
    assert tuple(ENTRY["localisation"]["availableLanguages"]) == REQUIRED_LANGUAGES == tuple(texts)
    assert f">={ENTRY['dependsOn']['open'][0]['versionMin']}" == PROJECT["requires-python"]
    assert all(Path(path).is_file() for path in pictures)


def test_what_only_the_publisher_knows_is_a_marked_blank_in_a_file_that_the_guide_names() -> None:
    guide = Path("CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Before it is published")[2]
    for name in ("publiccode.yml", "SECURITY.md"):
        lines = Path(name).read_text(encoding="utf-8").splitlines()
        blanks = [number for number, line in enumerate(lines) if BLANK.search(line)]
        assert all(any("FILL IN" in line for line in lines[max(0, at - 2) : at + 1]) for at in blanks), name
        assert f"`{name}`" in guide


# --- the change log ---------------------------------------------------------------------------------------------------


def test_the_change_log_has_the_version_of_the_program() -> None:
    log = Path("CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[?([^\]\s]+)\]?", log, re.MULTILINE)
    groups = set(re.findall(r"^### (.+)$", log, re.MULTILINE))
    assert versions[0] == "Unreleased"
    assert PROJECT["version"] in versions or PROJECT["version"] == "0.1.0"  # the first one is not released yet
    assert groups <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


# --- the container ----------------------------------------------------------------------------------------------------


def list_instructions() -> list[tuple[str, str]]:
    """Return each instruction of the Containerfile and what follows it, continued lines put together."""
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", CONTAINERFILE, flags=re.MULTILINE))
    lines = [line.split(None, 1) for line in joined.splitlines() if line.strip()]
    return [(line[0], line[1]) for line in lines]


def test_the_image_takes_exact_packages_by_their_hashes_and_runs_without_root() -> None:
    instructions = list_instructions()
    installs = [rest for name, rest in instructions if name == "RUN" and "pip install" in rest]
    users = [rest for name, rest in instructions if name == "USER"]
    assert all("--require-hashes" in rest and "--only-binary :all:" in rest for rest in installs)
    assert installs
    assert users == ["10001:10001"]
    assert ("VOLUME", "/data") in instructions
    assert any(name == "HEALTHCHECK" and "/healthz" in rest for name, rest in instructions)


def test_the_image_copies_only_what_is_there_and_no_secret_or_data() -> None:
    copied = [rest.split() for name, rest in list_instructions() if name == "COPY" and "--from" not in rest]
    sources = [source for *some, _ in copied for source in some]
    ignored = Path(".dockerignore").read_text(encoding="utf-8").splitlines()
    assert all(Path(source).exists() for source in sources)
    assert "." not in sources
    assert "*" in ignored
    assert {f"!{source.split('/')[0]}" for source in sources} <= set(ignored)


def test_the_image_and_the_compose_file_set_only_settings_that_there_are() -> None:
    known = {variable.name for variable in VARIABLES}
    set_by_image = set(re.findall(r"\b(PLEINWIJZER_\w+)=", CONTAINERFILE))
    assert set_by_image | set(COMPOSE["services"]["site"]["environment"]) <= known


def test_only_the_proxy_is_reached_from_outside_and_the_site_believes_its_address_alone() -> None:
    site, proxy = COMPOSE["services"]["site"], COMPOSE["services"]["proxy"]
    assert "ports" not in site
    assert site["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert site["environment"]["PLEINWIJZER_TRUSTED_PROXY"] == proxy["networks"]["inside"]["ipv4_address"]
    assert site["environment"]["PLEINWIJZER_SECURE"] == "1"
    assert site["environment"]["PLEINWIJZER_ADDRESS"].startswith("https://")


def test_the_site_in_the_compose_file_can_change_nothing_but_its_data() -> None:
    site = COMPOSE["services"]["site"]
    assert site["read_only"] is True
    assert site["cap_drop"] == ["ALL"]
    assert site["volumes"] == ["data:/data"]


def test_the_image_has_every_file_that_decides_which_documents_are_made_anew() -> None:
    last_stage = list_instructions()[[name for name, _ in list_instructions()].index("LABEL") :]
    copied = {source for name, rest in last_stage if name == "COPY" for source in rest.split()[:-1]}
    assert {*FOLDERS, *FILES} <= copied
