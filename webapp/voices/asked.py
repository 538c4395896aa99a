"""What was asked of a voice, as the questionnaire that it was asked in has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assessment.model import DIMENSIONS, Answer, Question, Questionnaire, Section
from webapp.outcome.answers import read_saved
from webapp.scan.progress import SectionProgress, measure_section
from webapp.store.answers import SavedAnswer
from webapp.store.voices import VoiceRecord
from webapp.voices.remarks import make_remark, read_remarks
from webapp.web.state import get_library


@dataclass(frozen=True)
class Asked:
    """A voice with its questions. One that its questionnaire has no longer is left out."""

    voice: VoiceRecord
    questionnaire: Questionnaire

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions, in the order of the questionnaire."""
        names = frozenset(self.voice.questions)
        return tuple(question for question in self.questionnaire.questions if question.id in names)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections that have any of them, in order."""
        used = {question.section for question in self.questions}
        return tuple(section for section in self.questionnaire.sections if section.id in used)

    @cached_property
    def remarks(self) -> tuple[Question, ...]:
        """The remarks that who looks from outside can make: one on each domain that they are asked about."""
        if not self.voice.is_observer:
            return ()
        return tuple(make_remark(section.id) for section in self.sections if section.id in DIMENSIONS)

    def in_section(self, section_id: str) -> tuple[Question, ...]:
        """The questions of one section that are asked."""
        return tuple(question for question in self.questions if question.section == section_id)

    def on_page(self, section_id: str) -> tuple[Question, ...]:
        """All that stands on the page of one section: its questions, and the remark on it."""
        return (*self.in_section(section_id), *(one for one in self.remarks if one.section == section_id))

    def find(self, name: str) -> Question | None:
        """The question, or the remark, with an id; None where that was not asked."""
        return next((one for one in (*self.questions, *self.remarks) if one.id == name), None)

    def read(self, saved: Mapping[str, SavedAnswer]) -> Mapping[str, Answer]:
        """The answers to what is asked, of those that are stored."""
        asked = {question.id: saved[question.id] for question in self.questions if question.id in saved}
        written = read_remarks(saved)
        remarks = {one.id: Answer(text=written[one.section]) for one in self.remarks if one.section in written}
        return {**read_saved(self.questionnaire, asked).answers, **remarks}

    def measure(self, answers: Mapping[str, Answer]) -> tuple[SectionProgress, ...]:
        """How far each section is."""
        return tuple(measure_section(section, self.in_section(section.id), answers) for section in self.sections)


def find_asked(voice: VoiceRecord) -> Asked:
    """Return what a voice was asked, as the version has it that it was asked in."""
    return Asked(voice, get_library().of(voice.version).questionnaire)
