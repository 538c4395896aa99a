"""What findings are called on the pages: verdicts, reasons, states, populations."""

from __future__ import annotations

from assessment.advice import LARGE_FROM, SMALL_BELOW, Recommendation
from assessment.conditions import Holds
from assessment.model import NOT_APPLICABLE, UNKNOWN, Answer, Kind, Question, State
from assessment.road.model import Group
from assessment.road.model import State as BasisState
from benchmarks.model import FigureKind, Population
from benchmarks.reference import Verdict
from webapp.language.locale import format_number, translate_text
from webapp.language.texts import gettext
from webapp.wording.numbers import total_effort_text


def verdict_title(verdict: Verdict) -> str:
    """Return the verdict on a score in a few words: it names the measure, since a count may say something else."""
    texts = {
        Verdict.ABOVE: gettext("Score higher than in 2019"),
        Verdict.BELOW: gettext("Score lower than in 2019"),
        Verdict.CANNOT_TELL: gettext("Score: no clear difference from 2019"),
        Verdict.TOO_EARLY: gettext("Score: too early to compare with 2019"),
    }
    return str(texts[verdict])


def verdict_short(verdict: Verdict) -> str:
    """Return the same below a heading that says with which year."""
    texts = {
        Verdict.ABOVE: gettext("Score higher"),
        Verdict.BELOW: gettext("Score lower"),
        Verdict.CANNOT_TELL: gettext("Score: no clear difference"),
        Verdict.TOO_EARLY: gettext("Score: too early to compare"),
    }
    return str(texts[verdict])


def verdict_opposite(verdict: Verdict) -> str:
    """Return the same where what is counted says the opposite. Raises KeyError on a verdict without one."""
    texts = {
        Verdict.ABOVE: gettext("Score higher, but counted less"),
        Verdict.BELOW: gettext("Score lower, but counted more"),
    }
    return str(texts[verdict])


def verdict_text(verdict: Verdict) -> str:
    """Return what the verdict means, and how sure it is."""
    texts = {
        Verdict.ABOVE: gettext(
            "Your score on these questions lies above everything that the mean of the 2019 municipalities can have "
            "been. It does not say how many municipalities score lower than you."
        ),
        Verdict.BELOW: gettext(
            "Your score on these questions lies below everything that the mean of the 2019 municipalities can have "
            "been. It does not say how many municipalities score higher than you."
        ),
        Verdict.CANNOT_TELL: gettext(
            "Your score on these questions overlaps with what the mean of the 2019 municipalities can have been. An "
            "honest comparison cannot say more: you may be just above it or just below it."
        ),
        Verdict.TOO_EARLY: gettext(
            "Less than half of what counts here is answered. Your score can still turn out anywhere, so that it can’t "
            "be compared yet."
        ),
    }
    return str(texts[verdict])


def group_text(group: Group) -> str:
    """Return why a recommendation stands where it stands."""
    texts = {
        Group.BASIS: gettext("Must be in order everywhere"),
        Group.UNLOCKS: gettext("Opens the way to the next growth phase"),
        Group.LOWERS_BARRIER: gettext("Lowers a barrier that you reported"),
        Group.RAISES_SCORE: gettext("Raises the score"),
    }
    return str(texts[group])


def state_text(state: BasisState) -> str:
    """Return whether a thing of the basis is in order."""
    texts = {
        BasisState.IN_ORDER: gettext("In order"),
        BasisState.TO_CHECK: gettext("To check: your answers do not tell"),
        BasisState.MISSING: gettext("Not in order yet"),
    }
    return str(texts[state])


def effort_line(recommendation: Recommendation) -> str:
    """Return the effort of a recommendation: that and how large, the days to get going and the hours a week after."""
    texts = {"small": gettext("Small effort"), "medium": gettext("Medium effort"), "large": gettext("Large effort")}
    days = total_effort_text(recommendation.days, recommendation.hours_a_week)
    return f"{texts[recommendation.effort]} · {days}"


def effort_text(effort: str) -> str:
    """Return the effort in a word."""
    texts = {"small": gettext("Small"), "medium": gettext("Medium"), "large": gettext("Large")}
    return str(texts[effort])


def size_text(size: str) -> str:
    """Return a size class with its bounds."""
    small, large = format_number(SMALL_BELOW), format_number(LARGE_FROM)
    texts = {
        "small": gettext("small: fewer than %(below)s inhabitants", below=small),
        "medium": gettext("medium: %(start)s inhabitants or more, fewer than %(below)s", start=small, below=large),
        "large": gettext("large: %(start)s inhabitants or more", start=large),
    }
    return str(texts[size])


def state_of(holds: Holds) -> str:
    """Return the name under which a component shows whether something holds."""
    return {Holds.YES: "held", Holds.NO: "not-held", Holds.MAYBE: "unknown"}[holds]


def population_text(population: Population) -> str:
    """Return whom a figure is about."""
    texts = {
        Population.MUNICIPALITIES: gettext("municipalities"),
        Population.POLICE_ZONES: gettext("police zones"),
        Population.RESPONDENTS: gettext("municipalities and police zones together"),
        Population.DUTCH_MUNICIPALITIES: gettext("municipalities in the Netherlands"),
        Population.FLEMISH_USERS: gettext("people in Flanders who use social media"),
    }
    return str(texts[population])


def choice_words(question: Question, choice: str) -> str:
    """Return an option, or what stands in its place, in words."""
    if choice == UNKNOWN:
        return str(gettext("Don’t know"))
    if choice == NOT_APPLICABLE:
        return str(gettext("Not applicable"))
    return translate_text(question.option_by_id[choice].text)


def answer_words(question: Question, answer: Answer | None) -> str:
    """Return an answer in words; empty for a grid, whose rows each have their own."""
    if answer is None:
        return str(gettext("No answer"))
    if answer.state is not State.GIVEN:
        return choice_words(question, str(answer.state))
    match question.kind:
        case Kind.GRID:
            return ""
        case Kind.NUMBER if answer.number is not None and question.number is not None:
            return f"{format_number(answer.number)} {translate_text(question.number.unit)}"
        case Kind.TEXT:
            return answer.text
        case _:
            return "; ".join(choice_words(question, option) for option in answer.options)


def row_words(question: Question, answer: Answer | None, row: str) -> str:
    """Return what was answered to one row of a grid, in words."""
    if answer is None:
        return str(gettext("No answer"))
    if answer.state is not State.GIVEN:
        return choice_words(question, str(answer.state))
    return choice_words(question, answer.rows[row]) if row in answer.rows else str(gettext("No answer"))


def item_words(question: Question, answer: Answer | None, part: str | None) -> str:
    """Return what was answered to one item: a question, a row, or one choice of several."""
    if part is None:
        return answer_words(question, answer)
    if question.kind is Kind.GRID:
        return row_words(question, answer, part)
    if answer is None or answer.state is not State.GIVEN:
        return answer_words(question, answer)
    chosen = part in answer.options
    return str(gettext("chosen")) if chosen else str(gettext("not chosen"))


def kind_text(kind: Kind, *, scores: bool = True) -> str:
    """Return how a question is answered and, where it scores, how its points follow."""
    texts = {
        Kind.ONE: (gettext("One answer."), gettext("One answer: the points of what was chosen.")),
        Kind.SEVERAL: (
            gettext("Several answers."),
            gettext("Several answers: the points of what was chosen, added up, at most 100."),
        ),
        Kind.GRID: (gettext("An answer in each row."), gettext("Several rows: the mean of the rows that apply.")),
        Kind.NUMBER: (gettext("A number."),) * 2,
        Kind.TEXT: (gettext("An open text."),) * 2,
    }
    return str(texts[kind][scores])


def figure_kind_text(kind: FigureKind) -> str:
    """Return how a published figure was asked."""
    texts = {
        FigureKind.ONE_OF: gettext("One answer each"),
        FigureKind.SEVERAL_OF: gettext("Several answers allowed"),
        FigureKind.MEAN: gettext("A mean"),
    }
    return str(texts[kind])
