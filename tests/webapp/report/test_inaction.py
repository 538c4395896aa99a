"""What stays as it is if nothing is done: what fails is never said as if it held."""

from __future__ import annotations

from assessment.content import Content
from assessment.model import Answer, Kind, Question
from tests.webapp.report.conftest import Reader, StoreAnswers, middle_answer


def lowest(question: Question) -> Answer:
    """Return the answer with the fewest points; the one in the middle where several are asked."""
    if question.kind is not Kind.ONE:
        return middle_answer(question)
    return Answer(options=(min(question.options, key=lambda option: option.points or 0).id,))


def test_conditions_that_fail_beside_a_score_are_announced_as_failing(
    store_answers: StoreAnswers, reader: Reader, content: Content
) -> None:
    stored = store_answers({question.id: lowest(question) for question in content.questionnaire.questions})
    section = reader.page(stored.url()).select_one("#niets-doen")
    assert section is not None
    lists = section.select("ul")
    said = [before.get_text() for one in lists if (before := one.find_previous("p"))]
    assert any("vraagt een score van minstens" in text for text in said)
    assert len(said) == len(lists)
    assert [text for text in said if not text.rstrip().endswith("nog niet in orde:")] == []
