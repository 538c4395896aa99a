"""What a sheet is filled in with: an assessment's answers in words, or gaps that say what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from assessment.advice import BARRIERS_QUESTION, weigh_barriers
from assessment.model import Answer, Kind, Question, State
from assessment.sheets.model import PLACES, Each
from webapp.findings.model import Findings
from webapp.language.locale import current_locale, format_number, translate_text
from webapp.language.texts import gettext
from webapp.wording.levels import join_words, within
from webapp.wording.numbers import number_text
from webapp.wording.verdicts import effort_line

HOURS_OF_A_FULL_WEEK = 38
"""What a full-time equivalent works in a week at a Flemish municipality."""
NOBODY = "nobody"
DESCRIBED = frozenset({"neighbourhood", "other"})
"""Channels without a name of their own: they are told in plain words."""
NOT_USED = frozenset({"none", "inactive"})
"""Answers to how many accounts there are that mean that nobody works with the channel."""
MOST_ACTIONS, MOST_BARRIERS = 5, 3
CHANNELS = ("presence.channel_use", "presence.channels")
KINDS = ("webcare.received", "webcare.kinds")
"""What is asked under another id in an earlier questionnaire: the newest first."""
LONGEST_TEXT = 300
"""So much of a typed text is repeated: a sheet must keep its size."""
FOLLOWERS = {"facebook": "presence.followers_facebook", "instagram": "presence.followers_instagram"}


class Facts(NamedTuple):
    """`places`: what stands in each place of a text; `rows`: the same for each row, by what it is of."""

    places: Mapping[str, str]
    rows: Mapping[Each, tuple[Mapping[str, str], ...]]


def gather_facts(findings: Findings, day: date) -> Facts:
    """Return what is known of a municipality, in the current language."""
    hours = _count_hours(findings)
    staff, answering = _tell_number(findings, "webcare.staff"), _tell(findings, "webcare.who")
    places = {
        "municipality": findings.profile.municipality,
        "inhabitants": format_number(findings.profile.inhabitants),
        "channels": _join(_tell_channel(row) for row in _list_channels(findings)) or gettext("[your channels]"),
        "followers": _tell_followers(findings) or gettext("[number of followers]"),
        "staff": staff or gettext("[number of full-time equivalents]"),
        "hours": _tell_hours(hours, 100) if staff != "0" else "0",
        "answering": (answering if not _is_nobody(findings) else "") or gettext("[who answers]"),
        "answering_now": answering or gettext("[who answers]"),
        "barriers": _join(row["barrier"] for row in _list_barriers(findings)) or gettext("[what hinders you]"),
        "documents": _tell_documents(findings) or gettext("[what is on paper]"),
        "kinds": _tell(findings, *KINDS) or gettext("[the questions that you get]"),
        "next_step": _tell(findings, "next.steps") or gettext("[the step that you want to take]"),
        "month": _tell_month(day),
        "year": str(day.year),
        "next_year": str(day.year + 1),
    }
    places |= {name: _tell_hours(hours, int(name[6:])) for name in PLACES if name.startswith("hours_")}
    rows = {
        Each.CHANNELS: _list_channels(findings),
        Each.ACTIONS: _list_actions(findings),
        Each.BARRIERS: _list_barriers(findings),
    }
    return Facts(places, {each: tuple(found) for each, found in rows.items()})


def _find(findings: Findings, *question_ids: str) -> tuple[Question, Answer] | None:
    """Return the first of these questions that has an answer, with it; None where none has."""
    known = findings.content.questionnaire.question_by_id
    for name in question_ids:
        question, answer = known.get(name), findings.answers.get(name)
        if question is not None and answer is not None and answer.state is State.GIVEN:
            return question, answer
    return None


def _tell(findings: Findings, *question_ids: str) -> str:
    """Return an answer in words that fit in a sentence; empty where there is none."""
    found = _find(findings, *question_ids)
    if found is None:
        return ""
    question, answer = found
    if question.kind is Kind.TEXT:
        plain = " ".join(answer.text.replace("[", "(").replace("]", ")").split())
        return plain if len(plain) <= LONGEST_TEXT else plain[: LONGEST_TEXT - 1].rstrip() + "…"
    chosen = (question.option_by_id.get(name) for name in answer.options)
    return _join(within(translate_text(one.text)) for one in chosen if one is not None and not one.exclusive)


def _tell_documents(findings: Findings) -> str:
    """Return what is on paper; that nothing is, is known as well."""
    found = _find(findings, "strategy.documents")
    return _tell(findings, "strategy.documents") or (str(gettext("nothing yet")) if found else "")


def _is_nobody(findings: Findings) -> bool:
    """Tell whether nobody in particular answers: an agreement can't say so, a note on how things are can."""
    found = _find(findings, "webcare.who")
    return found is not None and NOBODY in found[1].options


def _tell_number(findings: Findings, question_id: str) -> str:
    found = _find(findings, question_id)
    return "" if found is None or found[1].number is None else format_number(found[1].number)


def _tell_followers(findings: Findings) -> str:
    names = {row["id"]: row["channel"] for row in _list_channels(findings)}
    told = ((names.get(row), _tell_number(findings, question)) for row, question in FOLLOWERS.items())
    return _join(
        gettext("%(number)s followers on %(channel)s", number=number, channel=channel)
        for channel, number in told
        if number and channel
    )


def _count_hours(findings: Findings) -> Decimal | None:
    """Return the hours a week that there are for social media; None where nobody told, or where there are none."""
    found = _find(findings, "webcare.staff")
    if found is None or not found[1].number:
        return None
    return found[1].number * HOURS_OF_A_FULL_WEEK


def _tell_hours(hours: Decimal | None, percent: int) -> str:
    """Return a part of the hours, to the half hour."""
    if hours is None:
        return str(gettext("[hours]"))
    halves = (hours * percent / 50).to_integral_value("ROUND_HALF_UP")
    return number_text(halves / 2)


def _list_channels(findings: Findings) -> list[Mapping[str, str]]:
    found = _find(findings, *CHANNELS)
    if found is None:
        return []
    question, answer = found
    return [
        {
            "id": row.id,
            "channel": translate_text(row.text),
            "accounts": within(translate_text(question.option_by_id[chosen].text)),
        }
        for row in question.rows
        if (chosen := answer.rows.get(row.id, "")) in question.option_by_id and chosen not in NOT_USED
    ]


def _tell_channel(row: Mapping[str, str]) -> str:
    return within(row["channel"]) if row["id"] in DESCRIBED else row["channel"]


def _list_barriers(findings: Findings) -> list[Mapping[str, str]]:
    """Return the barriers that were reported, the strongest first."""
    questionnaire = findings.content.questionnaire
    if BARRIERS_QUESTION not in questionnaire.question_by_id:
        return []
    rows = questionnaire.question(BARRIERS_QUESTION).row_by_id
    return [
        {"barrier": within(translate_text(rows[name].text)), "remedy": _find_remedy(findings, name)}
        for name in list(weigh_barriers(questionnaire, findings.answers))[:MOST_BARRIERS]
    ]


def _find_remedy(findings: Findings, barrier: str) -> str:
    """Return the first recommendation on the road that lowers a barrier, or a gap."""
    entry = next((one for one in findings.advice if barrier in one.barriers), None)
    return translate_text(entry.recommendation.title) if entry else str(gettext("[what you do about it]"))


def _list_actions(findings: Findings) -> list[Mapping[str, str]]:
    """Return the plan's open actions, or else what would come first."""
    known = findings.content.recommendation
    taken = [action for action in findings.actions if action.is_open]
    if taken:
        described = [(action.title, action.who, known(action.recommendation_id)) for action in taken]
    else:
        first = [entry.recommendation for entry in findings.road.to_do]
        described = [(translate_text(one.title), translate_text(one.lead), one) for one in first]
    return [
        {
            "action": translate_text(recommendation.title) if recommendation else title,
            "lead": who or gettext("[who]"),
            "effort": effort_line(recommendation) if recommendation else gettext("[how much work]"),
        }
        for title, who, recommendation in described[:MOST_ACTIONS]
    ]


def _tell_month(day: date) -> str:
    return f"{current_locale().months['stand-alone']['wide'][day.month]} {day.year}"


def _join(words: Iterable[str]) -> str:
    """Return words as one list within a sentence."""
    told = list(words)
    if len(told) < 2:
        return "".join(told)
    return join_words([_enclose(one) for one in told])


def _enclose(words: str) -> str:
    """Return words with what follows their first comma in brackets, so that commas only part what a list lists."""
    head, comma, rest = words.partition(", ")
    return f"{head} ({rest})" if comma else head
