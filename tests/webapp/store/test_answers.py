from __future__ import annotations

import threading

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.patience import SECONDS
from tests.webapp.store.writing import read, write
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, SaveOutcome, get_answers, save_answers
from webapp.store.assessments import AssessmentRecord, NewAssessment, create_assessment, get_assessment
from webapp.store.database import Database

YES = {"options": ["yes"]}
NO = {"options": ["no"]}


def save(database: Database, record: AssessmentRecord, *changes: AnswerChange) -> SaveOutcome:
    return write(database, save_answers, record.id, changes, actor=PROGRAM)


def test_what_is_saved_is_read_back(database: Database, record: AssessmentRecord) -> None:
    grid: dict[str, object] = {"rows": {"facebook": "daily", "x": "unknown"}}
    outcome = save(database, record, AnswerChange("a", YES, "seen: ✓ 'quoted' \x00 <b>"), AnswerChange("b", grid))
    assert outcome.conflicts == {}
    assert outcome.saved == read(database, get_answers, record.id)
    assert outcome.saved["a"].plain == YES
    assert outcome.saved["a"].note == "seen: ✓ 'quoted' \x00 <b>"
    assert outcome.saved["b"].plain == grid
    assert {answer.revision for answer in outcome.saved.values()} == {1} == {outcome.revision}


def test_saving_the_same_again_writes_nothing(database: Database, record: AssessmentRecord) -> None:
    first = save(database, record, AnswerChange("a", YES, "note"))
    again = save(database, record, AnswerChange("a", YES, "note", base_revision=0))
    assert again == first


def test_a_page_that_was_read_before_somebody_else_saved_is_a_conflict(
    database: Database, record: AssessmentRecord
) -> None:
    save(database, record, AnswerChange("a", YES, base_revision=0))
    outcome = save(database, record, AnswerChange("a", NO, base_revision=0), AnswerChange("b", NO, base_revision=0))
    assert outcome.conflicts["a"].plain == YES
    assert outcome.saved["b"].plain == NO
    stored = read(database, get_answers, record.id)
    assert (stored["a"].plain, stored["b"].plain) == (YES, NO)


def test_only_the_answers_that_others_changed_conflict(database: Database, record: AssessmentRecord) -> None:
    opened_at = save(database, record, AnswerChange("a", YES), AnswerChange("b", YES)).revision
    save(database, record, AnswerChange("a", NO, base_revision=opened_at))
    outcome = save(
        database,
        record,
        AnswerChange("a", YES, "mine", base_revision=opened_at),
        AnswerChange("b", NO, base_revision=opened_at),
    )
    assert set(outcome.conflicts) == {"a"}
    assert set(outcome.saved) == {"b"}


def test_another_note_is_another_answer(database: Database, record: AssessmentRecord) -> None:
    save(database, record, AnswerChange("a", YES, "theirs"))
    outcome = save(database, record, AnswerChange("a", YES, "mine"))
    assert outcome.conflicts["a"].note == "theirs"


def test_an_equal_answer_from_an_old_page_is_no_conflict(database: Database, record: AssessmentRecord) -> None:
    save(database, record, AnswerChange("a", {"options": ["x"], "z": 1}))
    outcome = save(database, record, AnswerChange("a", {"z": 1, "options": ["x"]}))
    assert outcome.conflicts == {}


def test_whoever_saw_the_other_answer_may_overwrite_it(database: Database, record: AssessmentRecord) -> None:
    save(database, record, AnswerChange("a", YES))
    theirs = save(database, record, AnswerChange("a", NO)).conflicts["a"]
    outcome = save(database, record, AnswerChange("a", NO, base_revision=theirs.revision))
    assert outcome.saved["a"].plain == NO


def test_clearing_keeps_the_revision_growing(database: Database, record: AssessmentRecord) -> None:
    first = save(database, record, AnswerChange("a", YES))
    cleared = save(database, record, AnswerChange("a", None, base_revision=first.revision))
    assert cleared.saved["a"].plain is None
    assert cleared.saved["a"].revision > first.revision
    late = save(database, record, AnswerChange("a", NO, base_revision=first.revision))
    assert late.conflicts["a"].plain is None


def test_clearing_what_was_never_answered_writes_nothing(database: Database, record: AssessmentRecord) -> None:
    outcome = save(database, record, AnswerChange("a", None))
    assert (outcome.saved, outcome.conflicts, outcome.revision) == ({}, {}, 0)
    assert read(database, get_answers, record.id) == {}


def test_a_note_can_be_kept_without_an_answer(database: Database, record: AssessmentRecord) -> None:
    save(database, record, AnswerChange("a", None, "ask the IT department"))
    stored = read(database, get_answers, record.id)["a"]
    assert (stored.plain, stored.note) == (None, "ask the IT department")


def test_a_revision_from_the_future_proves_nothing(database: Database, record: AssessmentRecord) -> None:
    save(database, record, AnswerChange("a", YES))
    assert save(database, record, AnswerChange("a", NO, base_revision=10**18)).conflicts["a"].plain == YES


def test_half_characters_are_replaced_instead_of_failing(database: Database, record: AssessmentRecord) -> None:
    save(database, record, AnswerChange("a", {"text": "\ud800"}, "half: \udc80!"))
    stored = read(database, get_answers, record.id)["a"]
    assert stored.note == "half: �!"
    assert stored.plain == {"text": "�"}


def test_saving_moves_the_assessment_along(
    database: Database, record: AssessmentRecord, new_assessment: NewAssessment
) -> None:
    other = write(database, create_assessment, new_assessment, actor=PROGRAM)
    outcome = save(database, other, AnswerChange("a", YES))
    found = read(database, get_assessment, other.id)
    assert found is not None
    assert found.revision == outcome.revision
    assert found.changed_at == outcome.saved["a"].saved_at
    assert read(database, get_answers, record.id) == {}


def test_of_two_people_at_once_one_is_told(patient: Database, record: AssessmentRecord) -> None:
    rounds = 40
    outcomes: dict[str, list[SaveOutcome]] = {"ann": [], "bob": []}
    together = threading.Barrier(2)

    def fill_in(name: str) -> None:
        for number in range(rounds):
            together.wait(timeout=SECONDS)
            change = AnswerChange(f"question-{number}", {"text": name}, base_revision=0)
            outcomes[name].append(write(patient, save_answers, record.id, [change], actor=PROGRAM))

    threads = [threading.Thread(target=fill_in, args=(name,)) for name in outcomes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=SECONDS)
    stored = read(patient, get_answers, record.id)
    assert len(stored) == rounds
    for number in range(rounds):
        question = f"question-{number}"
        told = [name for name in outcomes if question in outcomes[name][number].conflicts]
        kept = [name for name in outcomes if question in outcomes[name][number].saved]
        assert len(told) == len(kept) == 1
        assert stored[question].plain == {"text": kept[0]}
        assert outcomes[told[0]][number].conflicts[question] == stored[question]


def test_many_writers_on_different_questions_lose_nothing(patient: Database, record: AssessmentRecord) -> None:
    def fill_in(name: int) -> None:
        for number in range(25):
            write(patient, save_answers, record.id, [AnswerChange(f"{name}-{number}", {"text": "x"})], actor=PROGRAM)

    threads = [threading.Thread(target=fill_in, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=SECONDS)
    revisions = sorted(answer.revision for answer in read(patient, get_answers, record.id).values())
    assert revisions == list(range(1, 101))


plain_answers = st.one_of(
    st.none(),
    st.fixed_dictionaries({"options": st.lists(st.sampled_from(["yes", "no", "other"]), max_size=3)}),
    st.fixed_dictionaries({"text": st.text(max_size=20)}),
)
edits = st.tuples(st.sampled_from(["ann", "bob"]), st.sampled_from(["a", "b"]), plain_answers, st.text(max_size=3))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(edits, max_size=12))
def test_nobody_overwrites_an_answer_that_they_have_not_seen(
    database: Database, new_assessment: NewAssessment, steps: list[tuple[str, str, dict[str, object] | None, str]]
) -> None:
    record = write(database, create_assessment, new_assessment, actor=PROGRAM)
    seen: dict[tuple[str, str], int] = {}
    revisions = [0]
    for who, question, plain, note in steps:
        before = read(database, get_answers, record.id).get(question)
        change = AnswerChange(question, plain, note, seen.get((who, question), 0))
        outcome = write(database, save_answers, record.id, [change], actor=PROGRAM)
        after = read(database, get_answers, record.id).get(question)
        if question in outcome.conflicts:
            assert after == before == outcome.conflicts[question]
            seen[who, question] = outcome.conflicts[question].revision
        elif question in outcome.saved:
            assert after == outcome.saved[question]
            assert (after.plain, after.note) == (plain, note)
            if before is not None and before != after:
                assert before.revision <= seen.get((who, question), 0)
            seen[who, question] = after.revision
        else:
            assert (plain, note, before) == (None, "", None)
        revisions.append(outcome.revision)
    assert revisions == sorted(revisions)
