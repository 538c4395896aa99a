"""A file and the version of the questionnaire: it is read by the one that it was answered with, and then carried."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assessment.answers import plain_answer
from assessment.crosswalk.carrying import fit_carried
from assessment.library import Library, Way
from webapp.exchange.import_actions import FittedActions, fit_actions
from webapp.exchange.import_file import Document, Fitting, ImportFileError, Misfit, fit_document, write_carried
from webapp.exchange.import_voices import FittedVoices, fit_voices
from webapp.findings.found import Finished
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.outcome.decisions import carry_decisions
from webapp.outcome.versions import carry_actions, join_bases, take_notes
from webapp.wording.answers import describe_plain


@dataclass(frozen=True)
class FittedFile:
    """What of a file a self-scan can take: answers by question id and actions, and what it can't."""

    answers: dict[str, Fitting]
    misfits: list[Misfit]
    plan: FittedActions
    finished: tuple[Finished, ...] = ()
    others: FittedVoices = field(default_factory=FittedVoices)


def refuse_newer(library: Library, document: Document) -> Document:
    """Return the document. Raises ImportFileError where nothing here knows its questionnaire yet."""
    if library.is_newer(document.questionnaire_version):
        raise ImportFileError(
            gettext(
                "This file was filled in with questionnaire %(version)s; this site knows none newer than %(known)s. "
                "Import it where it was made. Nothing was taken over.",
                version=document.questionnaire_version,
                known=library.versions[-1],
            )
        )
    return document


def fit_file(library: Library, document: Document, version: str) -> FittedFile:
    """Return what a self-scan of a version can take of a file."""
    way = library.way(document.questionnaire_version, version)
    answers, misfits = fit_document(way.source.questionnaire, document)
    plan = fit_actions(way.source.recommendations, document)
    others = fit_voices(library, document, way.source.questionnaire)
    read = FittedFile(answers, misfits, plan, document.finished, others)
    return _carry(way, read) if way.steps else read


def carry_file(library: Library, document: Document) -> str:
    """Return a file as the form that confirms it carries it."""
    answers, _ = fit_document(library.of(document.questionnaire_version).questionnaire, document)
    return write_carried(document, answers)


def _carry(way: Way, read: FittedFile) -> FittedFile:
    plain = {name: entry.plain for name, entry in read.answers.items() if entry.plain is not None}
    carried = fit_carried(way.steps, way.target.questionnaire, plain)
    notes = {name: entry.note for name, entry in read.answers.items()}
    found: dict[str, Fitting] = {}
    for name, fitting in carried.items():
        question, source = way.target.questionnaire.question(name), read.answers[fitting.source]
        basis = join_bases(name, fitting, {one: read.answers[one].basis for one in fitting.sources})
        note = take_notes(fitting, notes)
        found[name] = Fitting(question, plain_answer(fitting.answer), note, source.remark, basis)
    arrived = {source for fitting in carried.values() for source in fitting.sources}
    left = {name for name in arrived if notes.get(name) and name not in found}
    lost = [_tell_lost(entry) for name, entry in read.answers.items() if name not in arrived or name in left]
    plan_there = replace(read.plan, actions=carry_actions(way, read.plan.actions))
    others = replace(read.others, decisions=carry_decisions(way, read.others.decisions))
    return replace(read, answers=found, misfits=[*read.misfits, *lost], plan=plan_there, others=others)


def _tell_lost(entry: Fitting) -> Misfit:
    words = describe_plain(entry.question, entry.plain, entry.note)
    why = gettext("This self-scan asks this in another way: answer it again.")
    return Misfit(translate_text(entry.question.text), words, why)
