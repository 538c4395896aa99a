"""How sure, and on what, as it is typed beside an answer."""

from __future__ import annotations

from assessment.basis import AddressError, Basis, Confidence, read_url
from webapp.language.texts import gettext
from webapp.language.typed_days import DayError, read_day
from webapp.scan.fields import Typed

_CONFIDENCES = {str(one): one for one in Confidence}


class BasisError(ValueError):
    """What was typed can't be what an answer rests on; the message tells the reader what to do."""


def read_typed_basis(typed: Typed) -> Basis:
    """Return what was filled in. Raises BasisError."""
    confidence = _CONFIDENCES.get(typed.confidence)
    if not (typed.evidence or typed.seen):
        return Basis(confidence)
    try:
        return Basis(confidence, read_url(typed.evidence), read_day(typed.seen))
    except AddressError:
        message = gettext("This is not the address of a page. Copy the whole address, such as https://www.gent.be.")
        raise BasisError(str(message)) from None
    except DayError as error:
        raise BasisError(str(gettext("The day of the evidence: %(problem)s", problem=error))) from None
