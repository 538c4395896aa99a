"""The plan as a table that is filled in: a row, several at a time, in an order, and by two people at once."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from assessment.action_plan import Action, Status, suggest_days
from tests.webapp.action_plan.test_plan import ONE, TWO, Planner, planner, text_of
from tests.webapp.reading import read_page
from tests.webapp.store.writing import write
from webapp.clock import today
from webapp.store.action_plan import Fields, NewAction, fields_of
from webapp.store.database import StoreUnavailable
from webapp.store.links import NewLink, Scope, create_link

__all__ = ["planner"]

HTMX = {"HX-Request": "true"}


def read_form(page: Tag) -> dict[str, str]:
    """Return what a browser sends of the plan's form as it stands, without its buttons."""
    form = page.find("form", id="plan-form")
    assert form is not None
    fields = {
        str(one["name"]): str(one.get("value", ""))
        for one in form.find_all("input")
        if one.get("type") != "checkbox" or one.has_attr("checked")
    }
    for select in form.find_all("select"):
        chosen = select.find("option", selected=True) or select.find("option")
        assert chosen is not None
        fields[str(select["name"])] = str(chosen["value"])
    return fields


def send(planner: Planner, form: dict[str, str], **fields: object) -> TestResponse:
    """Send the plan's form with some fields filled in; a name's `_` stands for the hyphen in it."""
    filled: dict[str, object] = {**form, **{name.replace("_", "-"): value for name, value in fields.items()}}
    return planner.client.submit(planner.url, filled)


def value_of(page: Tag, name: str) -> str:
    return read_form(page)[name]


def parse(answer: TestResponse) -> BeautifulSoup:
    return read_page(answer.text)


def by_id(planner: Planner, action: Action) -> Action:
    return next(one for one in planner.actions if one.id == action.id)


def test_a_row_saves_who_when_and_status_at_once_and_nothing_else(planner: Planner) -> None:
    action = planner.add("Overleg", note="Zie verslag")
    answer = send(
        planner,
        read_form(planner.page()),
        **{f"who_{action.id}": "Team", f"due_{action.id}": "2/5/2031", f"status_{action.id}": "busy"},
        bewaar=action.id,
    )
    assert answer.location == f"{planner.url}?melding=acties-bewaard&waarde=1#actie-{action.id}"
    assert fields_of(planner.actions[0]) == Fields("Overleg", "Team", date(2031, 5, 2), Status.BUSY, "Zie verslag")


def test_what_was_typed_in_other_rows_is_saved_too_instead_of_lost(planner: Planner) -> None:
    one, other, third = planner.add("one"), planner.add("other"), planner.add("third")
    form = read_form(planner.page())
    send(planner, form, **{f"who_{one.id}": "A", f"who_{other.id}": "B"}, bewaar=one.id)
    assert [action.who for action in planner.actions] == ["A", "B", ""]
    assert by_id(planner, third).revision == third.revision


def test_a_refused_row_comes_back_with_what_was_typed_and_the_others_are_saved(planner: Planner) -> None:
    good, bad = planner.add("Good"), planner.add("Bad")
    form = read_form(planner.page())
    wrong = {f"who_{good.id}": "A", f"who_{bad.id}": "B", f"due_{bad.id}": "31/2/2030"}
    answer = send(planner, form, **wrong, bewaar=bad.id)
    assert answer.status_code == 422
    page = parse(answer)
    assert page.select_one(f".error-summary a[href='#due-{bad.id}']")
    assert value_of(page, f"due-{bad.id}") == "31/2/2030"
    assert value_of(page, f"who-{bad.id}") == "B"
    assert by_id(planner, good).who == "A"
    assert by_id(planner, bad).who == ""
    assert send(planner, read_form(page), **{f"due_{bad.id}": "2030-02-28"}).status_code == 303
    assert fields_of(by_id(planner, bad)) == Fields("Bad", "B", date(2030, 2, 28))


def test_two_people_at_once_see_each_others_row_and_saving_again_decides(planner: Planner) -> None:
    mine, untouched = planner.add("Mine"), planner.add("Untouched")
    form = read_form(planner.page())
    planner.change(mine, Fields("Mine", "Theirs", date(2031, 5, 2)), 1)
    planner.change(untouched, Fields("Untouched", "Theirs too"), 1)
    answer = send(planner, form, **{f"who_{mine.id}": "My team"}, bewaar=mine.id)
    assert answer.status_code == 409
    page = parse(answer)
    assert "Theirs · 2 mei 2031 · Te doen" in text_of(page)
    assert value_of(page, f"who-{mine.id}") == "My team"
    assert value_of(page, f"who-{untouched.id}") == "Theirs too"
    assert by_id(planner, mine).who == "Theirs"
    assert send(planner, read_form(page), bewaar=mine.id).status_code == 303
    assert [action.who for action in planner.actions] == ["My team", "Theirs too"]


def test_a_row_that_nobody_typed_in_never_undoes_what_somebody_else_saved(planner: Planner) -> None:
    action = planner.add("Overleg")
    form = read_form(planner.page())
    planner.change(action, Fields("Overleg", "Theirs"), 1)
    assert send(planner, form, bewaar=action.id).location.startswith(f"{planner.url}?melding=acties-bewaard&waarde=0")
    assert planner.actions[0].who == "Theirs"


def test_what_was_typed_for_an_action_that_is_gone_is_told(planner: Planner) -> None:
    gone, kept = planner.add("Gone"), planner.add("Kept")
    form = read_form(planner.page())
    planner.remove(gone)
    answer = send(planner, form, **{f"who_{gone.id}": "Webcareteam", f"who_{kept.id}": "Team"})
    assert answer.status_code == 409
    assert "Webcareteam" in text_of(parse(answer))
    assert planner.actions[0].who == "Team"


def test_a_suggested_day_is_taken_with_one_button(planner: Planner) -> None:
    planner.store([NewAction(Fields("x"), ONE.id), NewAction(Fields("y"), TWO.id)])
    page = planner.page()
    second = planner.actions[1]
    button = page.find("button", id=f"voorstel-{second.id}")
    assert button is not None
    send(planner, read_form(page), voorstel=button["value"])
    assert [action.due for action in planner.actions] == [None, suggest_days([ONE.days, TWO.days], today())[1]]
    assert not planner.page().find("button", id=f"voorstel-{second.id}")


def test_several_are_filled_in_at_once_and_what_is_left_empty_stays(planner: Planner) -> None:
    one, two, three = planner.add("1", who="A"), planner.add("2", status=Status.BUSY), planner.add("3")
    form = read_form(planner.page())
    ticked = {"kies": [str(one.id), str(two.id)], "samen": "velden", "due_samen": "2031-05-02"}
    answer = send(planner, form, **ticked)
    assert answer.location == f"{planner.url}?melding=acties-bewaard&waarde=2"
    day = date(2031, 5, 2)
    assert [(a.who, a.due, a.status) for a in planner.actions] == [
        ("A", day, Status.TODO), ("", day, Status.BUSY), ("", None, Status.TODO)
    ]  # fmt: skip
    assert by_id(planner, three).revision == three.revision


def test_the_ticked_ones_without_a_day_get_the_suggested_one(planner: Planner) -> None:
    kept = planner.add("Dated", due=date(2031, 5, 2))
    bare = planner.add("Without")
    send(planner, read_form(planner.page()), kies=[str(kept.id), str(bare.id)], samen="voorstel")
    assert [action.due for action in planner.actions] == [date(2031, 5, 2), suggest_days([None, None], today())[1]]


@pytest.mark.parametrize(
    ("ticked", "fields", "words"),
    [
        (False, {"who_samen": "Team"}, "Vink minstens één actie aan"),
        (True, {}, "Vul in wat er moet veranderen"),
        (True, {"due_samen": "soon"}, "Die dag bestaat niet"),
    ],
)
def test_asking_nothing_or_nonsense_of_several_is_told_and_comes_back(
    planner: Planner, ticked: bool, fields: dict[str, str], words: str
) -> None:
    action = planner.add("Overleg")
    kies = [str(action.id)] if ticked else []
    answer = send(planner, read_form(planner.page()), kies=kies, samen="velden", **fields)
    assert answer.status_code == 422
    page = parse(answer)
    assert words in text_of(page)
    assert page.find("details", id="meerdere", open=True)
    box = page.find("input", id=f"kies-{action.id}")
    assert box is not None
    assert box.has_attr("checked") is ticked
    for name, value in fields.items():
        assert value_of(page, name.replace("_", "-")) == value
    assert planner.actions[0].revision == action.revision


def test_the_order_of_days_is_kept_when_a_row_is_saved(planner: Planner) -> None:
    planner.add("late", due=date(2031, 5, 2))
    planner.add("none")
    soon = planner.add("soon", due=date(2030, 5, 2))

    def titles(page: Tag) -> list[str]:
        return [one.get_text() for one in page.select(".plan-title")]

    page = planner.page("?volgorde=datum")
    assert titles(page) == ["soon", "late", "none"]
    form = page.find("form", id="plan-form")
    assert form is not None
    answer = planner.client.submit(str(form["action"]), {**read_form(page), f"who-{soon.id}": "A", "bewaar": soon.id})
    assert "volgorde=datum" in answer.location
    assert titles(planner.client.page(answer.location.partition("#")[0])) == ["soon", "late", "none"]
    assert titles(planner.page()) == ["late", "none", "soon"]


def test_moving_a_row_saves_what_was_typed_first(planner: Planner) -> None:
    first, second = planner.add("first"), planner.add("second")
    answer = send(planner, read_form(planner.page()), **{f"who_{first.id}": "Team"}, op=second.id)
    assert answer.location == f"{planner.url}?open={second.id}#actie-{second.id}"
    assert [(action.title, action.who) for action in planner.actions] == [("second", ""), ("first", "Team")]


def test_htmx_gets_the_row_the_summary_and_words_to_announce(planner: Planner) -> None:
    action, other = planner.add("Overleg"), planner.add("Ander")
    every = read_form(planner.page())
    row = {name: value for name, value in every.items() if name.endswith(f"-{action.id}")}
    sent = row | {f"status-{action.id}": "done", "bewaar": str(action.id)}
    page = parse(planner.client.submit(planner.url, sent, headers=HTMX))
    said, summary = page.find(id="plan-said"), page.find(id="plan-summary")
    assert page.find("tr", id=f"actie-{action.id}")
    assert not page.find("tr", id=f"actie-{other.id}")
    assert said is not None
    assert said.get_text() == "Bewaard: Overleg."
    assert summary is not None
    assert "1 klaar" in summary.get_text()
    late = planner.client.submit(planner.url, sent | {f"who-{action.id}": "x" * 101}, headers=HTMX)
    assert late.status_code == 422
    assert "NIET bewaard: Overleg." in text_of(parse(late))


def test_htmx_is_told_that_somebody_else_changed_or_removed_the_action(planner: Planner) -> None:
    action = planner.add("Overleg")
    sent = read_form(planner.page()) | {f"who-{action.id}": "Mine", "bewaar": str(action.id)}
    planner.change(action, Fields("Overleg", "Theirs"), 1)
    answer = planner.client.submit(planner.url, sent, headers=HTMX)
    assert answer.status_code == 409
    assert "Theirs" in text_of(parse(answer))
    planner.remove(action)
    answer = planner.client.submit(planner.url, sent, headers=HTMX)
    assert answer.status_code == 409
    assert "Mine" in text_of(parse(answer))


def test_rows_survive_a_storage_that_does_not_work_and_a_change_of_language(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable("full")

    action = planner.add("Overleg")
    form = read_form(planner.page())
    page = parse(send(planner, form, **{f"who_{action.id}": "Team"}, taal="en"))
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert value_of(page, f"who-{action.id}") == "Team"
    assert planner.actions[0].who == ""
    monkeypatch.setattr("webapp.action_plan.operations.change_action", fail)
    answer = planner.client.post(planner.url, data=form | {f"who-{action.id}": "Team"})
    assert answer.status_code == 503
    assert value_of(parse(answer), f"who-{action.id}") == "Team"


@pytest.mark.parametrize("mark", ["", "x", "1", "99999999999 00000000", "1 zzzzzzzz"])
def test_a_row_without_a_mark_of_ours_is_never_saved_over_another(planner: Planner, mark: str) -> None:
    action = planner.add("Overleg", who="Team")
    sent = {f"rij-{action.id}": mark, f"who-{action.id}": "Mine", f"status-{action.id}": "todo"}
    assert planner.client.submit(planner.url, sent).status_code == 409
    assert planner.actions[0].who == "Team"


def test_a_long_plan_folds_what_comes_after_ten(planner: Planner) -> None:
    planner.store([NewAction(Fields(f"Actie {number}")) for number in range(13)])
    page = planner.page()
    folded = page.select("details.derivation .plan-row")
    assert [text_of(row).split(".")[0][-2:] for row in folded] == ["11", "12", "13"]
    last = planner.actions[-1]
    answer = send(planner, read_form(page), **{f"due_{last.id}": "31/2/2030"}, bewaar=last.id)
    assert parse(answer).select_one(f"details.derivation[open] #actie-{last.id}")


def test_a_folded_action_leads_to_itself_opened_with_its_fields(planner: Planner) -> None:
    planner.store([NewAction(Fields(f"Actie {number}", "Team")) for number in range(13)])
    last = planner.actions[-1]
    line = planner.page().find(id=f"actie-{last.id}")
    assert line is not None
    assert "Wie Team Tegen wanneer nog geen einddatum Status Te doen" in text_of(line)
    assert not line.select("button, input:not([type=hidden], [name=kies])")
    (link,) = line.select("a")
    assert str(link["href"]) == f"{planner.url}?open={last.id}#actie-{last.id}"
    page = planner.client.page(str(link["href"]).partition("#")[0])
    assert page.select_one(f"details.derivation[open] #actie-{last.id} details[open]")
    assert send(planner, read_form(page), **{f"who_{last.id}": "Onthaal"}, bewaar=last.id).status_code == 303
    assert [action.who for action in planner.actions] == ["Team"] * 12 + ["Onthaal"]


def test_folded_actions_are_ticked_with_others_and_keep_what_is_not_asked(planner: Planner) -> None:
    planner.store([NewAction(Fields(f"Actie {number}", "Team", date(2031, 5, 2))) for number in range(13)])
    first, *_, last = planner.actions
    sent: dict[str, object] = {
        **read_form(planner.page()),
        "kies": [str(first.id), str(last.id)],
        "who-samen": "Onthaal",
    }
    assert planner.client.submit(planner.url, {**sent, "samen": "velden"}).status_code == 303
    changed = {action.id: (action.who, action.due) for action in planner.actions}
    assert changed[first.id] == changed[last.id] == ("Onthaal", date(2031, 5, 2))
    assert list(changed.values()).count(("Team", date(2031, 5, 2))) == 11


def test_a_plan_with_forty_actions_is_short(planner: Planner) -> None:
    planner.store([NewAction(Fields(f"Actie {number}")) for number in range(41)])
    assert len(planner.page().find_all(True)) < 1500


def test_who_may_only_read_gets_the_same_table_without_fields(planner: Planner) -> None:
    action = planner.add("Overleg", who="Team", due=date(2031, 5, 2))
    _, secret = write(planner.database, create_link, planner.record.id, NewLink(Scope.READ), planner.actor)
    page = planner.client.page(f"/z/{secret}/actieplan")
    row = page.find(id=f"actie-{action.id}")
    assert row is not None
    assert "Wie Team Tegen wanneer 2 mei 2031 Status Te doen" in text_of(row)
    assert not page.select("main form, main input, main select")
