"""Who wrote: told to those who fill in, where there is more than one link that can."""

from __future__ import annotations

from tests.webapp.links.conftest import FILL_IN, READ, Keeper, reads
from tests.webapp.store.writing import write
from tests.webapp.visitor import Visitor
from webapp.store.action_plan import Fields, NewAction, add_actions, complete_action
from webapp.store.links import revoke_link

THEMES = "answer.listening.themes"


def status(person: Visitor) -> str:
    found = person.open("/vragen/listening").select_one("#status-listening-themes")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def test_a_question_says_through_which_other_link_it_was_saved(keeper: Keeper) -> None:
    helper = keeper.give(FILL_IN)
    helper.answer("listening", **{THEMES: "fully"})
    assert "Bewaard via de link “Webcareteam” om " in status(keeper)
    assert status(keeper).endswith(" uur")
    assert "via" not in status(helper)
    keeper.answer("listening", **{THEMES: "not"})
    assert "Bewaard via jullie eigen link om " in status(helper)
    assert "via" not in status(keeper)


def test_a_withdrawn_link_keeps_its_name_beside_what_it_saved(keeper: Keeper) -> None:
    helper = keeper.give(FILL_IN)
    helper.answer("listening", **{THEMES: "fully"})
    write(keeper.database, revoke_link, keeper.record.id, keeper.others[0].id)
    assert "via de link “Webcareteam”" in status(keeper)


def test_lines_of_the_plans_history_say_so_too_but_not_to_who_only_reads(keeper: Keeper) -> None:
    helper, reader = keeper.give(FILL_IN), keeper.give(READ)
    mine = keeper.links[0].actor
    (action,) = write(keeper.database, add_actions, keeper.record.id, [NewAction(Fields("Overleg"))], mine)
    write(keeper.database, complete_action, keeper.record.id, action.id, keeper.links[1].actor)
    for person, told, untold in (
        (keeper, "Status: Klaar. Via de link “Webcareteam”.", "plan opgenomen. Via"),
        (helper, "Via jullie eigen link.", "Klaar. Via"),
        (reader, "Status: Klaar.", "Via "),
    ):
        text = reads(person.open("/actieplan"))
        assert told in text
        assert untold not in text


def test_with_one_link_nothing_says_through_which(keeper: Keeper) -> None:
    keeper.give(READ)
    mine = keeper.links[0].actor
    write(keeper.database, add_actions, keeper.record.id, [NewAction(Fields("Overleg"))], mine)
    keeper.answer("listening", **{THEMES: "fully"})
    assert "via" not in status(keeper)
    assert "Via " not in reads(keeper.open("/actieplan"))
