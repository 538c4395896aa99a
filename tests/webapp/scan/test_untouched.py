"""Which questions of a form say what they said when the page was made."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from assessment.basis import NO_BASIS, Basis, Confidence
from webapp.scan.fields import is_untouched, mark_shown, name_field

QUESTION = "webcare.reply"
SURE = Basis(Confidence.SURE)
CONTENTS = [
    (None, "", NO_BASIS),
    ({"options": ["most"]}, "", NO_BASIS),
    (None, "Een notitie", NO_BASIS),
    (None, "", SURE),
    ({"options": ["most"]}, "Een notitie", SURE),
]


@pytest.mark.parametrize("shown", CONTENTS)
@pytest.mark.parametrize("sent", CONTENTS)
def test_a_question_is_untouched_only_while_all_its_fields_say_what_they_showed(
    shown: tuple[dict[str, object] | None, str, Basis], sent: tuple[dict[str, object] | None, str, Basis]
) -> None:
    form = MultiDict({name_field("revision", QUESTION): mark_shown(3, *shown)})
    assert is_untouched(QUESTION, form, *sent) is (shown == sent)


def test_a_question_without_its_mark_is_never_untouched() -> None:
    assert not any(is_untouched(QUESTION, MultiDict(), *sent) for sent in CONTENTS)
