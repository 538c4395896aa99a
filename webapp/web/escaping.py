"""A value as it stands in HTML: what `markupsafe.escape` writes, for whoever only joins it with what is around it."""

from __future__ import annotations

from collections.abc import Callable

import markupsafe
from markupsafe import Markup, escape

_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""What `escape` does with a text before it marks that as safe, in a sixth of the time.

The name is markupsafe's own; where it has none of that name, its `escape` does the same and more.
"""


def as_html(value: object) -> str:
    """Return a value as it stands in HTML: what is safe already as it is, everything else escaped."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]  # mypy does not narrow by the name of a type
    return _escape_text(value) if kind is str else escape(value)  # type: ignore[arg-type]
