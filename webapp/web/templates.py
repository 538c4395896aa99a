"""How templates are filled in: strictly, without what no template here needs, and translated to Python only once."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

import jinja2
from flask import Flask
from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro

from webapp.language.texts import write_message
from webapp.web.escaping import as_html
from webapp.web.kept_files import is_ready, keep, read_kept

OPTIONS: dict[str, Any] = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
"""A template fails on a name that does not exist, and leaves no empty lines behind."""

_PLAIN = (FunctionType, MethodType)
_WANTS_MORE = "jinja_pass_arg"
"""How Jinja marks a function that wants to be handed something of the template that calls it."""


class PageContext(Context):
    """What a template knows while it is filled in.

    Jinja looks over whatever is called, up to six times, to find out what it wants to be handed. Of nearly all that
    these templates call that is known: macros and texts want the context in which they are evaluated, and functions
    without a mark of Jinja's want nothing.
    """

    def call(self, called: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 (as Jinja's own)
        """Return what a template calls."""
        is_ours = type(called) is Macro or called is write_message
        if not is_ours and (type(called) not in _PLAIN or hasattr(called, _WANTS_MORE)):
            return super().call(called, *arguments, **named)
        if named:
            for own in ("_loop_vars", "_block_vars"):  # what Jinja adds for callables that want more than that
                named.pop(own, None)
        return called(self.eval_ctx, *arguments, **named) if is_ours else called(*arguments, **named)


_AS_HTML = "environment.as_html("
"""How a template writes a value out."""


class PageGenerator(CodeGenerator):
    """Translates templates to Python that escapes what it writes, without marking each piece as safe: it is joined."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(_AS_HTML)


class PageEnvironment(Environment):
    """Flask's environment of templates, without a layer around its globals for each template.

    No template here is loaded with globals of its own, and each import of macros compares all names through the layer.
    """

    context_class = PageContext
    code_generator_class = PageGenerator
    as_html = staticmethod(as_html)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template sees everywhere."""
        return super().make_globals(d) if d else self.globals


class KeptTemplates(FileSystemBytecodeCache):
    """Templates as Python's bytecode, in a folder that all processes and the next start share.

    What is kept follows from the template's text, from Python (Jinja looks at that itself), and from Jinja's version,
    our options and how a value is written out. Filters and tests of our own would be a part of it too where they work
    on a constant: there are none.

    No page fails by it: a folder that is gone or full keeps nothing, and nothing is loaded that is not whole.
    """

    def get_source_checksum(self, source: str) -> str:
        """Return what says whether a kept template is this one."""
        return super().get_source_checksum(f"{jinja2.__version__} {OPTIONS} {_AS_HTML} {source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket what is kept for it, where that is whole."""
        code = read_kept(Path(self._get_cache_filename(bucket)))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in a bucket, where that can be done."""
        keep(Path(self._get_cache_filename(bucket)), bucket.bytecode_to_string())


def keep_compiled(app: Flask, folder: Path) -> None:
    """Keep compiled templates in a folder that is made when it isn't there; where that fails, none are kept.

    Nor where somebody else can put things in it: what is kept is run. Whoever keeps them in another way already goes on
    with that.
    """
    if app.jinja_env.bytecode_cache is not None:
        return
    if is_ready(folder):
        app.jinja_env.bytecode_cache = KeptTemplates(str(folder))
