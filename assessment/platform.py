"""A platform to take part on, chosen on purpose: it stands in for what it replaces on social media.

Somebody who lets residents take part elsewhere, leads them there and tells them what came of it does not fall short by
not doing it on social media too. What the platform replaces then counts as much as the lesser of leading there and
telling back, and never less than the own answer; so a better answer never lowers anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.model import (
    Answer,
    Answers,
    Item,
    Kind,
    PlatformChoice,
    Question,
    Questionnaire,
    Range,
    StandIn,
    State,
)
from assessment.reading import Problem, Table

Standing = Mapping[Item, Range | None]

FILE = "questionnaire.toml"


def is_chosen(choice: PlatformChoice | None, answers: Answers) -> bool:
    """Whether a municipality says that it chose a platform, and names it. Who does not say so did not choose."""
    if choice is None:
        return False
    said, name = answers.get(choice.question), answers.get(choice.name)
    return said is not None and said.options == (choice.option,) and name is not None and bool(name.text)


def find_dimension(choice: PlatformChoice, questionnaire: Questionnaire) -> str:
    """The one dimension in which a platform stands in for something."""
    return questionnaire.question_by_id[choice.shown_by[0]].dimension or ""


def find_unsaid(choice: PlatformChoice | None, answers: Answers) -> tuple[str, ...]:
    """The questions without a known answer by which a platform can still be chosen; none where it was, or can't be."""
    if choice is None:
        return ()
    said, name = (_known(answers.get(one)) for one in (choice.question, choice.name))
    if (said and said.options != (choice.option,)) or (name and not name.text):
        return ()
    return tuple(one for one, answer in ((choice.question, said), (choice.name, name)) if answer is None)


def _known(answer: Answer | None) -> Answer | None:
    return None if answer is None or answer.state is State.UNKNOWN else answer


def find_raised(choice: PlatformChoice, standing: Standing) -> frozenset[Item]:
    """What a platform could raise by standing in for it, with these own answers and what shows that it is used."""
    most = _worth(choice, standing).high
    return frozenset(item for item in choice.replaces if (own := own_points(standing[item])) and own.low < most)


def stand_in(choice: PlatformChoice, standing: Standing) -> dict[Item, Range | None]:
    """What the replaced items stand at, where the platform was chosen; also those that it stood in for before."""
    shown = _worth(choice, standing)
    found: dict[Item, Range | None] = {}
    for item in choice.replaces:
        points = standing[item]
        own = points.own if isinstance(points, StandIn) else points
        found[item] = own and StandIn(max(own.low, shown.low), max(own.high, shown.high), own, shown.low > 0)
    return found


def settle(choice: PlatformChoice | None, standing: Standing) -> Standing:
    """A standing in which answers were changed, with the platform standing in again where it was chosen."""
    if choice is None or not any(isinstance(standing[item], StandIn) for item in choice.replaces):
        return standing
    return {**standing, **stand_in(choice, standing)}


def replace_own(before: Range | None, own: Range | None) -> Range | None:
    """Another own answer in the place of that of before; `settle` then says what stands in for it."""
    return StandIn(own.low, own.high, own, before.holds) if isinstance(before, StandIn) and own else own


def own_points(points: Range | None) -> Range | None:
    """The points of the own answer, whatever stands in for it."""
    return points.own if isinstance(points, StandIn) else points


def is_replaced(points: Range | None) -> bool:
    """Whether a platform certainly stands in for an item with these points."""
    return isinstance(points, StandIn) and points.holds


def find_replaced(standing: Standing) -> frozenset[Item]:
    """The items that a platform certainly stands in for."""
    return frozenset([item for item, points in standing.items() if type(points) is StandIn and is_replaced(points)])


def _worth(choice: PlatformChoice, standing: Standing) -> Range:
    """The lesser of what shows that it is used; nothing below what it holds from, or where one is absent."""
    shown = [standing[(name, None)] for name in choice.shown_by]
    low = min(points.low if points else 0.0 for points in shown)
    high = min(points.high if points else 0.0 for points in shown)
    return Range(low if low >= choice.points else 0.0, high if high >= choice.points else 0.0)


def read_platform(table: Table | None, questions: Mapping[str, Question]) -> PlatformChoice | None:
    """The choice as the content says it; None where it does not."""
    if table is None:
        return None
    option, at_least = table.string("option"), table.string("at_least")
    shown_by = table.strings("shown_by")
    rows = (name.partition("/") for name in table.strings("replaces_rows"))
    replaces = {(name, None) for name in table.strings("replaces")} | {(name, row) for name, _, row in rows}
    scales = [questions[name].option_by_id for name in shown_by if name in questions]
    points = min((scale[at_least].points or 0 for scale in scales if at_least in scale), default=0)
    choice = PlatformChoice(
        table.string("question"), option, table.string("name"), shown_by, points, frozenset(replaces)
    )
    table.finish()
    return choice


def check_platform(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every mistake in what the choice rests on."""
    choice = questionnaire.platform
    if choice is not None:
        yield from (Problem(FILE, "platform", text) for text in _check_claim(choice, questionnaire))
        yield from (Problem(FILE, "platform", text) for text in _check_items(choice, questionnaire))


def _check_claim(choice: PlatformChoice, questionnaire: Questionnaire) -> Iterator[str]:
    said, name = (questionnaire.question_by_id.get(one) for one in (choice.question, choice.name))
    if said is None or said.scores or choice.option not in said.option_by_id:
        yield f"'question' and 'option': no question that does not score has '{choice.option}'"
    if name is None or name.kind is not Kind.TEXT:
        yield "'name' is a question of kind 'text'"


def _check_items(choice: PlatformChoice, questionnaire: Questionnaire) -> Iterator[str]:
    scored = {
        item: question for asked in questionnaire.scored.values() for question in asked for item in question.items
    }
    shown: list[Item] = [(name, None) for name in choice.shown_by]
    for name, _ in (item for item in shown if item not in scored or not choice.points):
        yield f"'shown_by': '{name}' is no scored question with the answer 'at_least'"
    for name, _ in sorted((item for item in choice.replaces if item not in scored or item in shown), key=str):
        yield f"'replaces': '{name}' is no scored question or row, or is what shows it"
    if len({scored[item].dimension for item in (*choice.replaces, *shown) if item in scored}) > 1:
        yield "what it replaces and what shows it are of one dimension"
