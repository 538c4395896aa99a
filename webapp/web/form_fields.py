"""What a browser sends of a form or behind the question mark of an address, read into names and values.

The standard library's `parse_qsl` does the same in twelve calls of functions for each field, and a section of the
questions has sixty names and values in which nothing is written in another way than it is read. A test holds the two to
each other.
"""

from __future__ import annotations

from typing import IO
from urllib.parse import unquote_plus

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser

ADDRESS_FORM = "application/x-www-form-urlencoded"
ERRORS = "werkzeug.url_quote"
"""What can't be read is left as it was written (a name that Werkzeug gives to `codecs`)."""


def read_fields(written: str) -> list[tuple[str, str]]:
    """Return the fields of a form that stand as `name=value&name=value`, empty ones too."""
    pairs = [pair.partition("=") for pair in written.split("&") if pair]
    if "%" not in written and "+" not in written:
        return [(name, value) for name, _, value in pairs]
    return [(_read(name), _read(value)) for name, _, value in pairs]


def _read(written: str) -> str:
    return unquote_plus(written, errors=ERRORS) if "%" in written or "+" in written else written


class FieldsParser(FormDataParser):
    """Werkzeug's, but for the forms that browsers send as an address does."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        """Return the stream, what was typed, and the files that came along; nothing of what is no text."""
        if mimetype != ADDRESS_FORM:
            return super().parse(stream, mimetype, content_length, options)
        try:
            written = stream.read().decode()
        except UnicodeDecodeError:
            written = ""
        return stream, self.cls(read_fields(written)), self.cls()
