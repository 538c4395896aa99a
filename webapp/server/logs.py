"""What goes to the log holds no private link, whoever writes it and whatever fails.

A link stands in the address of each page, so it gets into messages that we don't write: Flask's about an error inside
an error handler, a traceback that quotes a value. So the way out is guarded, for the whole process, in two places:
each record of `logging`, and the error output, where all else ends up that Python writes about itself.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import Any, TextIO

HIDDEN = "…"

_AFTER_Z = re.compile(
    r"((?:/|%2f)(?:z|deelname|begeleider)(?:/|%2f))"
    r"[^\s/?#&;,<>()\[\]{}\"'`]+?(?=%2f|[\s/?#&;,<>()\[\]{}\"'`]|\\|$)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![A-Za-z0-9_-])(?![a-z_]{22}(?![A-Za-z0-9_-]))[A-Za-z0-9_-]{21}[AQgw](?![A-Za-z0-9_-])")
"""A secret of 16 bytes: 22 signs, of which the last has four values. A name in our code has small letters only."""

_formatter = logging.Formatter()


def hide_links(text: str) -> str:
    """Return a text without the secrets of private links."""
    return _BARE.sub(HIDDEN, _AFTER_Z.sub(rf"\1{HIDDEN}", text))


def keep_links_out() -> None:
    """Keep links out of all that this process writes from now on. Once is enough; more does no harm."""
    factory = logging.getLogRecordFactory()
    if not isinstance(factory, _Records):
        logging.setLogRecordFactory(_Records(factory))
    if sys.stderr is not None and not isinstance(sys.stderr, _ErrorOutput):
        sys.stderr = _ErrorOutput(sys.stderr)


class _Records:
    """Makes log records that hold no link, in their message or their traceback, whichever handler writes them."""

    def __init__(self, make: Any) -> None:  # noqa: ANN401 (as logging gives it)
        self._make = make

    def __call__(self, *given: Any, **named: Any) -> logging.LogRecord:  # noqa: ANN401 (as logging calls it)
        record: logging.LogRecord = self._make(*given, **named)
        try:
            record.msg, record.args = hide_links(record.getMessage()), ()
        except Exception:  # noqa: BLE001 (whatever a value does when it is written, this is not the place to fail)
            record.msg, record.args = f"A message that can't be written: {hide_links(str(record.msg))}", ()
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = hide_links(_formatter.formatException(record.exc_info))
        return record


class _ErrorOutput:
    """The error output, a line at a time."""

    def __init__(self, output: TextIO) -> None:
        self._output = output
        self._begun = ""

    def write(self, text: str) -> int:
        """Write the lines that are whole; the rest waits for its end, or for a flush."""
        whole, newline, self._begun = (self._begun + text).rpartition("\n")
        if newline:
            self._output.write(hide_links(whole) + newline)
        return len(text)

    def writelines(self, lines: Any) -> None:  # noqa: ANN401 (as a file has it)
        """Write lines."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Write what is there."""
        begun, self._begun = self._begun, ""
        if begun:
            self._output.write(hide_links(begun))
        self._output.flush()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever the output has)
        return getattr(self._output, name)
