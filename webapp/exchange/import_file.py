"""Reads a downloaded file back in: what still fits is kept, what does not is told."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from assessment.answers import AnswerError, PlainAnswer, plain_answer, read_answer
from assessment.basis import NO_BASIS, Basis, plain_basis, read_basis
from assessment.model import Kind, Question, Questionnaire
from webapp.clock import utc_now
from webapp.documents.result_data import FORMAT as RESULT_FORMAT
from webapp.exchange.json_file import FORMAT, FORMAT_VERSION, write_finished
from webapp.findings.found import Finished, read_found
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.language.typed_days import FIRST_YEAR
from webapp.language.typed_text import clean_block, clean_text
from webapp.scan.fields import NOTE_LENGTH
from webapp.store.action_plan import MOST_ACTIONS
from webapp.store.answers import replace_surrogates
from webapp.store.assessments import write_time
from webapp.store.snapshots import MOST_SNAPSHOTS
from webapp.wording.answers import explain_answer_error

LONGEST_SHOWN = 2000
MOST_ENTRIES = 500
_UNSAFE_IN_PAGE = re.compile("[\x7f-\x9f\u2028\u2029]")
EARLIEST = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
CLOCKS_DIFFER = timedelta(days=1)
"""So far in the future something may have happened: the clocks of two machines differ."""


class ImportFileError(ValueError):
    """A file that is no download of ours; the message tells the reader why and what to do."""


@dataclass(frozen=True)
class Document:
    """A file as far as its outside was checked: the answers in it are not."""

    municipality: str
    inhabitants: str
    role: str
    language: str
    questionnaire_version: str
    answers: Mapping[str, object]
    actions: tuple[object, ...] = ()
    finished_at: datetime | None = None
    finished: tuple[Finished, ...] = ()
    """What the file says was found when the self-scan was finished; nothing here worked that out."""
    voices: tuple[object, ...] = ()
    decisions: tuple[object, ...] = ()

    @property
    def profile(self) -> dict[str, str]:
        """Whose assessment it is, as the fields of the profile's form have it."""
        return {
            "municipality": self.municipality,
            "inhabitants": self.inhabitants,
            "role": self.role,
            "language": self.language,
        }


class Misfit(NamedTuple):
    """Something in the file that the questionnaire cannot take: where, what it was, and why not."""

    where: str
    what: str
    why: str


class Fitting(NamedTuple):
    """An answer or a note from the file that fits; what the file leaves empty is None or empty."""

    question: Question
    plain: PlainAnswer | None
    note: str
    remark: str = ""
    """What the reader should know of how it is taken over; empty where it stands as in the file."""
    basis: Basis = NO_BASIS


def read_document(content: bytes | str) -> Document:
    """Return the document in a file. Raises ImportFileError when it is no download of ours."""
    data = _read_download(content)
    profile, answers, actions = data.get("assessment"), data.get("answers"), data.get("actions", [])
    if not (isinstance(profile, dict) and isinstance(answers, dict) and isinstance(actions, list)) or (
        len(answers) > MOST_ENTRIES
    ):
        raise ImportFileError(gettext("This file was changed or damaged. Download it again and choose the new file."))
    if len(actions) > MOST_ACTIONS:
        raise ImportFileError(
            gettext(
                "There are %(number)s actions in this file; a plan holds at most %(most)s. Nothing was taken over.",
                number=len(actions),
                most=MOST_ACTIONS,
            )
        )
    voices, decisions = (_read_list(data.get(name)) for name in ("voices", "decisions"))
    return replace(
        _read_profile(profile, answers),
        actions=tuple(actions),
        finished=read_kept(data.get("finished")),
        voices=voices,
        decisions=decisions,
    )


def _read_download(content: bytes | str) -> dict[str, Any]:
    """Return the self-scan in a file, also where it stands in a whole result; what is in it is still unread."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise ImportFileError(
            gettext("This is not a JSON file from Pleinwijzer. Choose the file “zelfscan-….json” that you downloaded.")
        ) from None
    if isinstance(data, dict) and data.get("format") == RESULT_FORMAT:
        data = data.get("zelfscan")
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ImportFileError(
            gettext("This file was not downloaded from Pleinwijzer. Choose the file “zelfscan-….json”.")
        )
    version = data.get("format_version")
    if type(version) is not int or version < 1:
        raise ImportFileError(gettext("This file was changed or damaged. Download it again and choose the new file."))
    if version > FORMAT_VERSION:
        raise ImportFileError(gettext("This file was made by a newer Pleinwijzer. Import it there."))
    return data


def fit_document(questionnaire: Questionnaire, document: Document) -> tuple[dict[str, Fitting], list[Misfit]]:
    """Return what fits the questionnaire of today by question id, and what does not."""
    fitting: dict[str, Fitting] = {}
    misfits: list[Misfit] = []
    for question_id, entry in document.answers.items():
        question = questionnaire.question_by_id.get(question_id)
        if question is None:
            why = gettext("This question is not in the questionnaire (any more).")
            misfits.append(Misfit(clean_text(question_id)[:100], _show(entry), why))
        elif not isinstance(entry, dict):
            misfits.append(Misfit(translate_text(question.text), _show(entry), gettext("We could not read this.")))
        else:
            found = _fit_entry(question, entry, misfits)
            if found.plain is not None or found.note:
                fitting[question_id] = found
    return fitting, misfits


def write_carried(document: Document, fitting: Mapping[str, Fitting]) -> str:
    """Return the document as the confirming form carries it: checked again there, and never larger than a form."""
    answers: dict[str, object] = {
        question_id: {"answer": entry.plain, "note": entry.note, **plain_basis(entry.basis)}
        for question_id, entry in fitting.items()
    }
    answers |= {
        question_id: entry
        for question_id, entry in document.answers.items()
        if question_id not in fitting and len(_show(entry)) < LONGEST_SHOWN
    }
    data = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "assessment": {
            "municipality": {"nis_code": document.municipality},
            "inhabitants": document.inhabitants,
            "role": document.role,
            "language": document.language,
            "questionnaire_version": document.questionnaire_version,
            "finished_at": write_time(document.finished_at) if document.finished_at else None,
        },
        "answers": answers,
        "actions": list(document.actions),
        "finished": [write_finished(one) for one in document.finished],
        "voices": list(document.voices),
        "decisions": list(document.decisions),
    }
    written = replace_surrogates(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return _UNSAFE_IN_PAGE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def read_kept(entries: object) -> tuple[Finished, ...]:
    """Return what a file says was found at each finishing, the newest last; what can't have been is left out."""
    found = []
    for entry in entries[-MOST_SNAPSHOTS:] if isinstance(entries, list) else ():
        with suppress(ValueError, TypeError, KeyError, OverflowError):
            found.append(Finished(read_moment(entry["at"]), read_found(entry["found"]), is_from_file=True))
    return tuple(found)


def _read_list(entries: object) -> tuple[object, ...]:
    """Return a list of a file; files from before there was one have none."""
    return tuple(entries) if isinstance(entries, list) else ()


def _read_profile(profile: dict[str, object], answers: dict[str, object]) -> Document:
    municipality = profile.get("municipality")
    code = municipality.get("nis_code") if isinstance(municipality, dict) else municipality
    return Document(
        municipality=_read_word(code),
        inhabitants=_read_word(profile.get("inhabitants")),
        role=_read_word(profile.get("role")),
        language=_read_word(profile.get("language")),
        questionnaire_version=_read_word(profile.get("questionnaire_version")),
        answers=answers,
        finished_at=_read_finish(profile.get("finished_at")),
    )


def read_moment(written: object) -> datetime:
    """Return a moment of the past, in UTC. Raises ValueError, TypeError or OverflowError when it can't be one."""
    if not isinstance(written, str):
        raise TypeError
    found = datetime.fromisoformat(written)
    at = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    if not EARLIEST <= at <= utc_now() + CLOCKS_DIFFER:
        raise ValueError("a moment that can't have been")
    return at


def _read_finish(written: object) -> datetime | None:
    """Return when a self-scan was finished; where that can't be, it counts as open."""
    try:
        return read_moment(written)
    except (ValueError, TypeError, OverflowError):
        return None


def _read_word(value: object) -> str:
    return clean_text(str(value))[:100] if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _fit_entry(question: Question, entry: Mapping[str, object], misfits: list[Misfit]) -> Fitting:
    where = translate_text(question.text)
    plain: PlainAnswer | None = None
    if entry.get("answer") is not None:
        try:
            plain = plain_answer(read_answer(question, _prepare(question, entry["answer"])))
        except AnswerError as error:
            misfits.append(Misfit(where, _show(entry["answer"]), explain_answer_error(question, error)))
    note = entry.get("note", "")
    text = clean_block(note) if isinstance(note, str) else ""
    if (not isinstance(note, str) and note is not None) or len(text) > NOTE_LENGTH:
        why = gettext("The note is longer than %(maximum)s characters, or no text.", maximum=NOTE_LENGTH)
        misfits.append(Misfit(where, _show(note), why))
        text = ""
    basis = _read_basis(entry, where, misfits)
    return Fitting(question, plain, text, _tell_merged(entry.get("answer"), plain), basis)


def _read_basis(entry: Mapping[str, object], where: str, misfits: list[Misfit]) -> Basis:
    """Return what an answer rests on; what can't be that is told."""
    try:
        return read_basis(entry)
    except (ValueError, TypeError):
        told = _show({name: entry[name] for name in ("confidence", "evidence") if name in entry})
        misfits.append(Misfit(where, told, gettext("We could not read this.")))
        return NO_BASIS


def _tell_merged(given: object, plain: PlainAnswer | None) -> str:
    """Return what the reader should know where an answer names a choice more than once."""
    options = given.get("options") if isinstance(given, dict) else None
    if plain is None or not isinstance(options, list | tuple) or len(set(options)) == len(options):
        return ""
    return str(gettext("A choice stands in the file more than once: it counts once."))


def _prepare(question: Question, plain: object) -> object:
    """Return an answer with clean text, and a grid's one state as the state of each of its rows."""
    if not isinstance(plain, dict):
        return plain
    state = plain.get("state")
    if question.kind is Kind.GRID and isinstance(state, str) and len(plain) == 1:
        return {"rows": {row.id: state for row in question.rows}}
    text = plain.get("text")
    return {**plain, "text": clean_text(text)} if isinstance(text, str) else plain


def _show(value: object) -> str:
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return clean_text(written)[:LONGEST_SHOWN]
