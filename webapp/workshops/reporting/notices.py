"""What the report says after what the room agreed on went to a self-scan."""

from __future__ import annotations

from webapp.language.texts import gettext, ngettext
from webapp.web.notices import define_notice


def _tell_bound(value: str) -> str:
    answered, noted = (int(number) for number in value.split("-"))
    told = ngettext("One answer went to the self-scan.", "%(num)s answers went to the self-scan.", answered)
    if not noted:
        return str(told)
    more = gettext(
        "Where it said something else already (%(count)s), the room’s answer stands in the note.", count=noted
    )
    return f"{told} {more}"


BOUND = define_notice("afspraken-overgenomen", "success", _tell_bound, shape="[0-9]{1,3}-[0-9]{1,3}")
