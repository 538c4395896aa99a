"""Answers as gzip, for whoever takes that: a page then is a fifth as long on the line, for 0.15 ms of work.

What is secret in a page is its own address, and what else stands in it that a stranger could choose comes with that
address. So nobody can make a browser ask for a page to guess at its secret by the length of the answer, without having
that secret already.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.server.addresses import Header

LEAST_BYTES = 1024
LEVEL = 3
"""Higher ones cost two to eight times as much and save a tenth (docs/performance.md)."""

_FRAME_BYTES = 24
"""Around what is packed: a header of 12 with its extra field's 4, and 8 to check it by."""
_TEXTS = re.compile(rb"text/|image/svg\+xml|application/(?:[a-z0-9.+-]*json|javascript|xml)")
_REFUSED = re.compile(r"gzip\s*;\s*q\s*=\s*0(?:\.0*)?\s*(?:,|$)", re.ASCII)


def takes_gzip(accepted: str) -> bool:
    """Tell from the header `Accept-Encoding` whether an answer may be gzip."""
    lowered = accepted.lower()
    return "gzip" in lowered and not _REFUSED.search(lowered)


def compress_body(body: bytes) -> bytes:
    """Return a body as gzip, without a time in it: the same body always gives the same bytes."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(body) + packer.flush()


def compress_to(body: bytes, size: int) -> bytes:
    """Return a body as gzip of exactly so many bytes, with nothing in the room that is left; longer where none is left.

    What lies in that room is an extra field of the header (RFC 1952), which readers pass over.
    """
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(body) + packer.flush()
    check = struct.pack("<II", zlib.crc32(body), len(body) & 0xFFFFFFFF)
    padding = max(size - len(packed) - _FRAME_BYTES, 0)
    extra = b"PW" + struct.pack("<H", padding) + bytes(padding)
    return b"\x1f\x8b\x08\x04" + bytes(4) + b"\x00\xff" + struct.pack("<H", len(extra)) + extra + packed + check


def compress_answer(headers: Iterable[Header], body: bytes, accepted: str) -> tuple[list[Header], bytes]:
    """Return headers and body as they are sent: shorter, where the body is a text and long enough, and it is taken."""
    headers = list(headers)
    found = dict(headers)  # of one that stands there twice, such as a cookie, nothing is asked
    if not _TEXTS.match(found.get(b"content-type", b"")) or b"content-encoding" in found or b"content-range" in found:
        return headers, body
    written = [(name, value) for name, value in headers if name != b"content-length"]
    written.append((b"vary", b"accept-encoding"))
    if len(body) < LEAST_BYTES or not takes_gzip(accepted):
        return written, body
    return [*map(_weaken, written), (b"content-encoding", b"gzip")], compress_body(body)


def _weaken(header: Header) -> Header:
    """Return a header; a tag that stands for the very bytes stands for the same text from here on."""
    name, value = header
    return (name, b"W/" + value) if name == b"etag" and not value.startswith(b"W/") else header
