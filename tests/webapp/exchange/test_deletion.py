"""What was deleted is nowhere on the disk any more."""

from __future__ import annotations

from pathlib import Path

from tests.webapp.store.writing import write
from tests.webapp.visitor import Visitor, read_form
from webapp.clock import today
from webapp.config import Settings
from webapp.store.action_plan import Fields, NewAction, add_actions
from webapp.store.actors import PROGRAM

TITLE = "Zeldzaamheidskabinet van de webmaster"


def find_in(folder: Path, text: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


def test_after_deletion_no_file_holds_a_title_that_stood_in_the_plan_its_pictures_and_its_documents(
    visitor: Visitor, settings: Settings
) -> None:
    write(visitor.database, add_actions, visitor.record.id, [NewAction(Fields(TITLE, due=today()))], PROGRAM)
    visitor.answer("barriers", **{"answer.next.steps": "Verder"})
    assert TITLE in visitor.client.get(f"{visitor.url}/actieplan").text
    assert TITLE in visitor.client.get(f"{visitor.url}/beeld/timeline-1.svg").text
    assert visitor.client.get(f"{visitor.url}/documenten/rapport.xlsx").status_code == 200
    assert find_in(settings.data_folder, TITLE)
    assert list((settings.data_folder / "documents").iterdir())
    form = read_form(visitor.open("/gegevens/verwijderen"))
    assert visitor.client.submit(f"{visitor.url}/gegevens/verwijderen", form).status_code == 303
    assert find_in(settings.data_folder, TITLE) == []
    assert list((settings.data_folder / "documents").iterdir()) == []
