"""What happens with a mistake in a content file: it is named with file, id and what to do, and nothing is loaded."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assessment.content import load_content, translatable_texts
from assessment.reading import ContentError
from tests.assessment.small_content import (
    Documents,
    by_id,
    change,
    criterion,
    load_documents,
    option,
    question,
    recommendation,
    rows,
    small_documents,
    write_documents,
)

QUESTIONNAIRE, LEVELS, ADVICE = "questionnaire.toml", "levels.toml", "advice.toml"

Mistake = Callable[[Documents], object]


def question_of(documents: Documents, name: str) -> dict[str, Any]:
    return by_id(documents[QUESTIONNAIRE]["questions"], name)


def advice_of(documents: Documents, name: str) -> dict[str, Any]:
    return by_id(documents[ADVICE]["recommendations"], name)


def level_of(documents: Documents, name: str, level: int) -> dict[str, Any]:
    levels: list[dict[str, Any]] = by_id(documents[LEVELS]["dimensions"], name)["levels"]
    return levels[level]


def add_advice(documents: Documents, name: str, *changes: dict[str, str], **fields: object) -> None:
    documents[ADVICE]["recommendations"].append(recommendation(name, *changes, **fields))


def close_circle_through_variant(documents: Documents) -> None:
    advice_of(documents, "webcare.reply")["after"] = ["webcare.scheme"]
    add_advice(
        documents,
        "webcare.scheme-light",
        change("webcare.scheme", "half"),
        variant_of="webcare.scheme",
        applies={"barriers": ["time"]},
        after=["webcare.reply"],
    )


def add_criterion(documents: Documents, *any_of: dict[str, str]) -> None:
    level_of(documents, "webcare", 4)["criteria"] = [criterion("webcare.4.new", *any_of)]


def set_field(find: Callable[[Documents], dict[str, Any]], **fields: object) -> Mistake:
    return lambda documents: find(documents).update(fields)


def look(documents: Documents) -> dict[str, Any]:
    return question_of(documents, "listening.look")


def reply(documents: Documents) -> dict[str, Any]:
    return question_of(documents, "webcare.reply")


def add_section_of_extra(documents: Documents) -> None:
    documents[QUESTIONNAIRE]["sections"].append({"id": "more", "title": "Meer", "intro": "Meer."})
    documents[QUESTIONNAIRE]["questions"].append(question("context.more", "text", section="more", extra=True))


def count(documents: Documents) -> dict[str, Any]:
    number: dict[str, Any] = question_of(documents, "context.count")["number"]
    return number


def scheme_advice(documents: Documents) -> dict[str, Any]:
    return advice_of(documents, "webcare.scheme")


IN_QUESTIONNAIRE: list[tuple[str, Mistake, str, str]] = [
    ("an unknown field", set_field(look, wieght=3), "listening.look", "'wieght' is not known"),
    ("a missing field", lambda d: look(d).pop("help"), "listening.look", "add the field 'help'"),
    ("a text of the wrong type", set_field(look, text=5), "listening.look", "'text' must be of type str"),
    ("an empty text", set_field(look, why="  "), "listening.look", "'why' is empty"),
    ("a dimension name with a typing error", set_field(look, dimension="listning"), "listening.look", "'listning'"),
    ("an unknown kind", set_field(look, kind="many"), "listening.look", "'many' is not a kind"),
    ("an unknown scale", set_field(look, scale="degrees"), "listening.look", "no scale 'degrees'"),
    ("an unknown section", set_field(look, section="al"), "listening.look", "no section 'al'"),
    ("a weight of nothing", set_field(look, weight=0), "listening.look", "weight of 1 or more"),
    ("true as a number", set_field(look, weight=True), "listening.look", "'weight' must be of type int"),
    ("a duplicate id", lambda d: d[QUESTIONNAIRE]["questions"].append(look(d)), "listening.look", "stands twice"),
    ("an empty id", set_field(look, id=""), "questions", "'id'"),
    ("an id with a space", set_field(look, id="listening look"), "listening look", "'id'"),
    ("a version left out", lambda d: d[QUESTIONNAIRE].pop("version"), "(file)", "add the field 'version'"),
    (
        "options without points in a scored question",
        lambda d: question_of(d, "webcare.reply")["options"][0].pop("points"),
        "webcare.reply",
        "give points to the options ['all']",
    ),
    (
        "points above 100",
        lambda d: question_of(d, "webcare.reply")["options"][0].update(points=101),
        "webcare.reply.all",
        "from 0 to 100",
    ),
    (
        "a best option below 100 points",
        lambda d: question_of(d, "webcare.reply")["options"][0].update(points=90),
        "webcare.reply",
        "must run from 0 to 100",
    ),
    (
        "several-of points that do not add up to 100",
        lambda d: question_of(d, "strategy.papers")["options"][0].update(points=50),
        "strategy.papers",
        "must run from 0 to 100",
    ),
    (
        "an option's id twice",
        lambda d: question_of(d, "webcare.reply")["options"].append(option("all", 10)),
        "all",
        "stands twice",
    ),
    (
        "an option whose id means something else",
        lambda d: question_of(d, "webcare.reply")["options"].append(option("unknown", 10)),
        "webcare.reply",
        "'unknown'",
    ),
    (
        "a row's id twice",
        lambda d: question_of(d, "strategy.staff").update(rows=rows("hours", "training", "hours")),
        "hours",
        "stands twice",
    ),
    ("a grid without rows", set_field(lambda d: question_of(d, "strategy.staff"), rows=[]), "strategy.staff", "rows"),
    (
        "a choice without options",
        lambda d: question_of(d, "webcare.reply").update(options=[]),
        "webcare.reply",
        "at least two options",
    ),
    (
        "an open text with options",
        set_field(lambda d: question_of(d, "context.note"), scale="degree"),
        "context.note",
        "has no options",
    ),
    (
        "an open text that scores",
        set_field(
            lambda d: question_of(d, "context.note"), dimension="webcare", weight=1, weight_reason="R", no_figure="N"
        ),
        "context.note",
        "cannot score",
    ),
    (
        "a number question without its limits",
        lambda d: question_of(d, "context.count").pop("number"),
        "context.count",
        "needs a table 'number'",
    ),
    ("limits the wrong way round", set_field(count, minimum=200), "context.count.number", "minimum"),
    ("a limit that is not a number", set_field(count, maximum=Decimal("NaN")), "context.count.number", "'maximum'"),
    ("fewer than no decimals", set_field(count, decimals=-1), "context.count.number", "decimals"),
    ("an unknown comparison", set_field(count, compare="ratio"), "context.count.number", "'compare'"),
    (
        "a text of no length",
        set_field(lambda d: question_of(d, "context.note"), maximum_length=0),
        "context.note",
        "maximum_length",
    ),
    ("a scored question that says nothing of a figure", lambda d: look(d).pop("no_figure"), "listening.look", "figure"),
    (
        "a figure that maps an unknown option",
        set_field(look, figure={"id": "x", "categories": {"yes": ["a"], "half": ["a"], "no": ["b"], "maybe": ["b"]}}),
        "listening.look",
        "maps unknown options: ['maybe']",
    ),
    (
        "a figure that forgets an option",
        set_field(look, figure={"id": "x", "categories": {"yes": ["a"], "no": ["b"]}}),
        "listening.look",
        "does not map the options ['half']",
    ),
    (
        "an option that falls in no category",
        set_field(look, figure={"id": "x", "categories": {"yes": ["a"], "half": [], "no": ["b"]}}),
        "listening.look",
        "'half'",
    ),
    (
        "an ordered list of things to tick",
        set_field(lambda d: question_of(d, "strategy.papers"), ordered=True),
        "strategy.papers",
        "only one choice of a list can be 'ordered'",
    ),
    (
        "an order that belongs to a scale said at a question",
        set_field(look, ordered=True),
        "listening.look",
        "said at the scale",
    ),
    (
        "an ordered list whose points go up and down",
        lambda d: reply(d).update(ordered=True, options=[option(n, p) for n, p in [("a", 0), ("b", 100), ("c", 50)]]),
        "webcare.reply",
        "go one way",
    ),
    (
        "an option beside steps that are none",
        lambda d: reply(d)["options"][0].update(beside=True),
        "webcare.reply",
        "say 'ordered' of the list",
    ),
    (
        "an ordered list of one step",
        lambda d: (reply(d).update(ordered=True), [entry.update(beside=True) for entry in reply(d)["options"][1:]]),
        "webcare.reply",
        "two steps",
    ),
    ("an extra question that scores", lambda d: reply(d).update(extra=True), "webcare.reply", "neither scores"),
    (
        "an extra question that is compared",
        set_field(lambda d: question_of(d, "context.count"), extra=True, figure={"id": "x"}),
        "context.count",
        "nor is compared",
    ),
    (
        "an extra question before one that is not",
        set_field(lambda d: question_of(d, "context.note"), extra=True),
        "context.note",
        "after all questions that are not",
    ),
    ("a section of which all is extra", add_section_of_extra, "more", "holds only extra questions"),
    (
        "barriers that are not asked",
        lambda d: d[QUESTIONNAIRE]["questions"].pop(),
        "barriers.reported",
        "grid",
    ),
    (
        "barriers on a scale without the answer that counts as reported",
        set_field(lambda d: question_of(d, "barriers.reported"), scale="degree"),
        "barriers.reported",
        "'rather'",
    ),
]

IN_LEVELS: list[tuple[str, Mistake, str, str]] = [
    (
        "an unknown question in a criterion",
        lambda d: add_criterion(d, {"question": "webcare.replies", "at_least": "all"}),
        "webcare.4.new",
        "no question 'webcare.replies'",
    ),
    (
        "an unknown option in a criterion",
        lambda d: add_criterion(d, {"question": "webcare.reply", "at_least": "al"}),
        "webcare.4.new",
        "no option or row 'al'",
    ),
    (
        "an unknown row in a criterion",
        lambda d: add_criterion(d, {"question": "strategy.staff", "row": "hour", "at_least": "yes"}),
        "webcare.4.new",
        "no option or row 'hour'",
    ),
    (
        "a row on a question that has none",
        lambda d: add_criterion(d, {"question": "webcare.reply", "row": "hours", "at_least": "all"}),
        "webcare.4.new",
        "row",
    ),
    (
        "a criterion on a question that does not score",
        lambda d: add_criterion(d, {"question": "context.count", "at_least": "yes"}),
        "webcare.4.new",
        "does not score",
    ),
    ("a criterion that can never hold", add_criterion, "webcare.4.new", "can never hold"),
    (
        "a criterion that always holds",
        lambda d: add_criterion(d, {"question": "webcare.reply", "at_least": "none"}),
        "webcare.4.new",
        "has no points",
    ),
    (
        "a criterion on 'none of these'",
        lambda d: add_criterion(d, {"question": "strategy.papers", "includes": "none"}),
        "webcare.4.new",
        "'none'",
    ),
    (
        "includes where one answer is given",
        lambda d: add_criterion(d, {"question": "webcare.reply", "includes": "all"}),
        "webcare.4.new",
        "several-of",
    ),
    (
        "at_least where several answers are given",
        lambda d: add_criterion(d, {"question": "strategy.papers", "at_least": "plan"}),
        "webcare.4.new",
        "several-of",
    ),
    (
        "a condition that says two things",
        lambda d: add_criterion(d, {"question": "webcare.reply", "at_least": "all", "includes": "all"}),
        "webcare.4.new",
        "exactly one of",
    ),
    (
        "a criterion on the wrong level",
        lambda d: level_of(d, "webcare", 1).update(
            criteria=[criterion("webcare.2.x", {"question": "webcare.reply", "at_least": "all"})]
        ),
        "webcare.2.x",
        "must begin with 'webcare.1.'",
    ),
    (
        "a criterion on level 0",
        lambda d: level_of(d, "webcare", 0).update(
            criteria=[criterion("webcare.0.x", {"question": "webcare.reply", "at_least": "all"})]
        ),
        "webcare",
        "everybody has it",
    ),
    (
        "a criterion's id twice",
        lambda d: level_of(d, "webcare", 4).update(
            criteria=[criterion("webcare.2.reply", {"question": "webcare.reply", "at_least": "all"})]
        ),
        "webcare.2.reply",
        "stands twice",
    ),
    (
        "a dimension name with a typing error",
        lambda d: d[LEVELS]["dimensions"][1].update(id="webkare"),
        "(file)",
        "'dimensions' must be listening, webcare",
    ),
    (
        "a dimension twice",
        lambda d: d[LEVELS]["dimensions"].append(d[LEVELS]["dimensions"][0]),
        "listening",
        "stands twice",
    ),
    ("a level left out", lambda d: d[LEVELS]["names"].pop(), "(file)", "levels 0 to 4"),
    (
        "thresholds that fall",
        lambda d: level_of(d, "webcare", 3).update(threshold=10),
        "(file)",
        "'webcare' must start",
    ),
    ("a threshold above 100", lambda d: level_of(d, "webcare", 4).update(threshold=101), "(file)", "'webcare' must"),
]

IN_ADVICE: list[tuple[str, Mistake, str, str]] = [
    (
        "an unknown question in a rule",
        set_field(scheme_advice, applies={"needs": [{"question": "webcare.reply.", "at_least": "all"}]}),
        "webcare.scheme",
        "no question 'webcare.reply.'",
    ),
    (
        "an unknown barrier",
        set_field(scheme_advice, applies={"barriers": ["tme"]}),
        "webcare.scheme",
        "no barrier 'tme'",
    ),
    ("an unknown size", set_field(scheme_advice, applies={"sizes": ["tiny"]}), "webcare.scheme", "size class"),
    (
        "an unknown key in a rule",
        set_field(scheme_advice, applies={"barrier": ["time"]}),
        "webcare.scheme",
        "'barrier'",
    ),
    (
        "a choice that is not there",
        set_field(
            scheme_advice,
            changes=[],
            practice=True,
            applies={"chosen": [{"question": "webcare.reply", "among": ["x"]}]},
        ),
        "webcare.scheme",
        "options of 'webcare.reply': ['x']",
    ),
    (
        "a choice at a question that is not there",
        set_field(scheme_advice, applies={"chosen": [{"question": "webcare.x", "among": ["all"]}]}),
        "webcare.scheme",
        "no question 'webcare.x'",
    ),
    (
        "what raises a score in some years only",
        set_field(scheme_advice, applies={"in_election_year": True}),
        "webcare.scheme",
        "'in_election_year' go only with",
    ),
    (
        "what residents notice of one only",
        set_field(lambda d: advice_of(d, "webcare.reply"), residents="Antwoord."),
        "webcare.scheme",
        "add 'residents'",
    ),
    ("an unknown dimension", set_field(scheme_advice, dimension="webkare"), "webcare.scheme", "'webkare'"),
    ("work that takes no time", set_field(scheme_advice, days=0), "webcare.scheme", "'days'"),
    ("work without end", set_field(scheme_advice, days=Decimal("Infinity")), "webcare.scheme", "'days'"),
    ("days in words", set_field(scheme_advice, days="two"), "webcare.scheme", "'days' must be a number"),
    ("a predecessor that is not there", set_field(scheme_advice, after=["webcare.x"]), "webcare.scheme", "'webcare.x'"),
    (
        "a circle of predecessors",
        lambda d: (
            scheme_advice(d).update(after=["webcare.reply"]),
            advice_of(d, "webcare.reply").update(after=["webcare.scheme"]),
        ),
        "webcare.scheme",
        "break the circle",
    ),
    (
        "a circle that closes where a variant takes its base's place",
        close_circle_through_variant,
        "webcare.scheme-light",
        "break the circle",
    ),
    (
        "a variant that does not say when",
        lambda d: add_advice(d, "webcare.light", change("webcare.scheme", "half"), variant_of="webcare.scheme"),
        "webcare.light",
        "a variant says",
    ),
    (
        "a variant of itself",
        set_field(scheme_advice, variant_of="webcare.scheme", applies={"barriers": ["time"]}),
        "webcare.scheme",
        "'variant_of'",
    ),
    (
        "a recommendation that changes another dimension",
        set_field(scheme_advice, dimension="listening"),
        "webcare.scheme",
        "another dimension than 'listening'",
    ),
    (
        "a recommendation that does nothing",
        set_field(scheme_advice, changes=[]),
        "webcare.scheme",
        "changes nothing",
    ),
    (
        "a recommendation nobody can get: it needs what it changes",
        set_field(scheme_advice, applies={"needs": [{"question": "webcare.scheme", "at_least": "yes"}]}),
        "webcare.scheme",
        "nobody can get this",
    ),
    (
        "a recommendation nobody can get: needed and ruled out",
        set_field(
            scheme_advice,
            applies={
                "needs": [{"question": "webcare.reply", "at_least": "all"}],
                "below": [{"question": "webcare.reply", "at_least": "most"}],
            },
        ),
        "webcare.scheme",
        "nobody can get this",
    ),
    (
        "a recommendation nobody can get: barriers wanted and not wanted",
        set_field(scheme_advice, applies={"barriers": ["time"], "without_barriers": ["time", "budget"]}),
        "webcare.scheme",
        "nobody can get this",
    ),
    (
        "an unknown option among the changes",
        set_field(scheme_advice, changes=[change("webcare.scheme", "maybe")]),
        "webcare.scheme",
        "no option or row 'maybe'",
    ),
    (
        "a best answer that no recommendation leads to",
        lambda d: d[ADVICE]["recommendations"].remove(scheme_advice(d)),
        "webcare.scheme",
        "no recommendation leads to the best answer",
    ),
    (
        "a row's best answer that no recommendation leads to",
        lambda d: advice_of(d, "strategy.staff")["changes"].pop(),
        "strategy.staff:training",
        "no recommendation leads to the best answer",
    ),
    (
        "a barrier without remedy",
        lambda d: d[ADVICE]["recommendations"].pop(),
        "barriers.reported:budget",
        "no recommendation lowers this barrier",
    ),
]

MISTAKES = [
    pytest.param(file, mistake, name, words, id=f"{file[:-5]}: {sentence}")
    for file, cases in ((QUESTIONNAIRE, IN_QUESTIONNAIRE), (LEVELS, IN_LEVELS), (ADVICE, IN_ADVICE))
    for sentence, mistake, name, words in cases
]


@pytest.mark.parametrize(("file", "mistake", "name", "words"), MISTAKES)
def test_a_mistake_is_named_with_file_id_and_what_to_do(
    file: str, mistake: Mistake, name: str, words: str, tmp_path: Path
) -> None:
    documents = small_documents()
    mistake(documents)
    with pytest.raises(ContentError) as caught:
        load_documents(documents, tmp_path)
    found = [p for p in caught.value.problems if p.file.startswith(file) and name in p.id and words in p.message]
    assert found, f"expected {file}: {name}: …{words}…, found:\n{caught.value}"


def test_content_without_a_mistake_is_read_whole(tmp_path: Path) -> None:
    content = load_documents(small_documents(), tmp_path)
    assert len(content.questionnaire.questions) == 11
    assert content.questionnaire.question("webcare.reply").points("most") == 70
    assert content.questionnaire.question("listening.look").options[1].text.dutch == "half"
    assert [level.threshold for level in content.growth_path.dimensions["strategy"]] == [0, 20, 40, 60, 80]
    assert len(content.recommendations) == 10


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    documents = small_documents()
    look(documents).update(weight="two", typo=1)
    scheme_advice(documents).update(dimension="webkare")
    with pytest.raises(ContentError) as caught:
        load_documents(documents, tmp_path)
    assert [(problem.file, problem.id) for problem in caught.value.problems] == [
        (QUESTIONNAIRE, "listening.look"),
        (QUESTIONNAIRE, "listening.look"),
        (ADVICE, "webcare.scheme"),
    ]
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize("file", [QUESTIONNAIRE, LEVELS, ADVICE])
@pytest.mark.parametrize(
    ("contents", "words"),
    [
        (None, "cannot be read"),
        (b"version = ", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"a = " + b"[" * 5000, "cannot be read"),
        (b"a = " + b"9" * 5000, "cannot be read"),
        (b"a = 1\na = 2", "cannot be read"),
    ],
    ids=["missing", "broken", "no text", "nested too deep", "a number too long", "a key twice"],
)
def test_a_file_that_cannot_be_read_is_the_only_thing_said(
    file: str, contents: bytes | None, words: str, tmp_path: Path
) -> None:
    path = write_documents(small_documents(), tmp_path) / file
    path.unlink() if contents is None else path.write_bytes(contents)
    with pytest.raises(ContentError) as caught:
        load_content(tmp_path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.id) == (file, "(file)")
    assert words in problem.message


def test_every_text_has_its_own_context_and_a_comment_for_translators(tmp_path: Path) -> None:
    texts = list(translatable_texts(load_documents(small_documents(), tmp_path)))
    contexts = [text.context for text, _ in texts]
    assert len(contexts) == len(set(contexts))
    assert ("question.webcare.reply.text", "text of question webcare.reply") in [(t.context, c) for t, c in texts]
    assert ("scale.degree.option.half.text", "text of scale degree.option.half") in [(t.context, c) for t, c in texts]
    assert ("advice.webcare.scheme.first_step", "first step of advice webcare.scheme") in [
        (t.context, c) for t, c in texts
    ]
