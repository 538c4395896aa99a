"""How templates are filled in: strictly, and without what no template here needs."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment
from jinja2 import StrictUndefined

OPTIONS: dict[str, Any] = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
"""A template fails on a name that does not exist, and leaves no empty lines behind."""


class PageEnvironment(Environment):
    """Flask's environment of templates, without a layer around its globals for each template.

    No template here is loaded with globals of its own, and each import of macros compares all names through the layer.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template sees everywhere."""
        return super().make_globals(d) if d else self.globals
