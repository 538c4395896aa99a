"""How fields are read: as the standard library and Werkzeug read them."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.formparser import FormDataParser

from webapp.web.form_fields import ADDRESS_FORM, ERRORS, FieldsParser, read_fields

WRITTEN = st.lists(st.sampled_from([*"ab=&+%;?é \n", "%C3%A9", "%E9", "%26", "%zz"]), max_size=20).map("".join)
FIELDS = st.lists(st.tuples(st.text(max_size=5), st.text(max_size=8)), max_size=6)


@given(WRITTEN)
@example("a=1&a=2&b=&c&=d&&e==&f=g=h")
@example("%E9=%C3%A9+%2B")
def test_whatever_is_sent_is_read_as_the_standard_library_reads_it(written: str) -> None:
    assert read_fields(written) == parse_qsl(written, keep_blank_values=True, errors=ERRORS)


@given(FIELDS)
def test_what_a_browser_writes_comes_back(fields: list[tuple[str, str]]) -> None:
    assert read_fields(urlencode(fields)) == fields


@pytest.mark.parametrize(
    ("mimetype", "body"),
    [
        (ADDRESS_FORM, b"a=1&a=2&b=%C3%A9+x&c"),
        (ADDRESS_FORM, b""),
        (ADDRESS_FORM, b"a=\xff\xfe&b=1"),  # no text in any script
        ("text/plain", b"a=1"),
        ("multipart/form-data", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1=2&3\r\n--x--\r\n'),
    ],
)
def test_a_form_is_read_as_werkzeug_reads_it(mimetype: str, body: bytes) -> None:
    found = []
    for kind in (FormDataParser, FieldsParser):
        parser = kind(cls=MultiDict)
        _, form, files = parser.parse(BytesIO(body), mimetype, len(body), {"boundary": "x"})
        found.append((list(form.items(multi=True)), list(files.items(multi=True))))
    assert found[0] == found[1]
