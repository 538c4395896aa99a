"""Which questions of a form say what they said when the page was made."""

from __future__ import annotations

import pytest

from assessment.basis import NO_BASIS, Basis, Confidence
from webapp.scan.fields import mark_shown, read_mark

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
    mark = read_mark(mark_shown(3, *shown))
    assert mark.revision == 3
    assert mark.says(*sent) is (shown == sent)


def test_a_question_without_its_mark_is_never_untouched() -> None:
    assert not any(read_mark(written).says(*sent) for written in ("", "3", "x") for sent in CONTENTS)
