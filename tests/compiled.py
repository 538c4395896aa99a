"""What is compiled once for all applications of a run: each test has one of its own, and all are made alike."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import Any, ClassVar

from jinja2.bccache import Bucket, BytecodeCache

from webapp.web.addresses import LateRule


class CompiledTemplates(BytecodeCache):
    """Keeps in memory what Jinja made of each template."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if the same source was compiled before."""
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template that was compiled."""
        assert bucket.code is not None
        self._compiled[bucket.key, bucket.checksum] = bucket.code


Builder = Callable[..., tuple[str, str]]


class CompiledRule(LateRule):
    """A route whose function that builds addresses is that of the same route in an application before it."""

    _compiled: ClassVar[dict[tuple[Any, ...], Builder]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        key = (self.rule, self.subdomain, repr(self.defaults), append_unknown)
        if key not in self._compiled:
            self._compiled[key] = super()._compile_builder(append_unknown)
        return self._compiled[key]
