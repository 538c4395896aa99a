"""Values that nobody sends in good faith, by chance from a seed: texts, numbers, addresses, headers, JSON."""

from __future__ import annotations

import random

TEXTS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\r\nX-Injected: 1",
    "\x1b[31m",
    "\x0b\x0c",
    "\u200b\u2060\ufeff",
    "\u202egnp.exe",
    "\ud800",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "e" + "\u0301" * 500,
    '"><script>alert(1)</script>',
    "{{7*7}}${7*7}<%=7*7%>",
    "%s%n%x{0}{secret}%(x)s",
    "' OR 1=1 --",
    "../../../../etc/passwd",
    "..%2f..%2fetc",
    "//elders.example/x",
    "/\\elders.example",
    "javascript:alert(1)",
    "=cmd|'/c calc'!A1",
    "[]",
    "None",
    "NaN",
    "-1",
    "0",
    "1e400",
    "0x1F",
    "٣",
    "½",
    "9" * 30,
    "9" * 5000,
    "-" + "9" * 400,
    "1" + "0" * 18,
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "0001-01-01T00:00:00+14:00",
    "x" * 10_000,
    "true",
    "null",
)
NUMBERS = (0, -1, 1, 2**31, 2**63 - 1, 2**63, 2**64, 10**400, -(10**400), 0.5, 1e308, float("nan"), float("inf"))
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "FOO", "get")
HEADERS = (
    "ACCEPT",
    "ACCEPT_LANGUAGE",
    "ACCEPT_ENCODING",
    "COOKIE",
    "IF_NONE_MATCH",
    "IF_MODIFIED_SINCE",
    "IF_RANGE",
    "RANGE",
    "REFERER",
    "ORIGIN",
    "SEC_FETCH_SITE",
    "HX_REQUEST",
    "HX_TARGET",
    "X_FORWARDED_FOR",
    "X_FORWARDED_HOST",
    "X_FORWARDED_PROTO",
    "X_HTTP_METHOD_OVERRIDE",
    "AUTHORIZATION",
    "USER_AGENT",
    "TRANSFER_ENCODING",
    "EXPECT",
)
CONTENT_TYPES = (
    "",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-7",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=b",
    'multipart/form-data; boundary="' + "b" * 200 + '"',
    "application/json",
    "application/json; charset=utf-16",
    "text/plain",
    "image/png",
    "\x00/\x00",
    "application/xml",
)


def choose_text(chance: random.Random) -> str:
    """Return a hostile text: a known one, two together, or signs from all of Unicode."""
    kind = chance.random()
    if kind < 0.7:
        return chance.choice(TEXTS)
    if kind < 0.85:
        return chance.choice(TEXTS) + chance.choice(TEXTS)
    return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(1, 40)))


def encode(text: str) -> bytes:
    """Return the bytes of a text, with lone surrogates as a careless program writes them."""
    return text.encode("utf-8", "surrogatepass")


def choose_bytes(chance: random.Random) -> bytes:
    """Return a hostile text as bytes, or bytes that are no text."""
    return encode(choose_text(chance)) if chance.random() < 0.8 else chance.randbytes(chance.randrange(1, 60))


def choose_value(chance: random.Random, depth: int = 0) -> object:
    """Return a hostile value as JSON has them, sometimes nested."""
    kind = chance.random()
    if kind < 0.5:
        return choose_text(chance)
    if kind < 0.75:
        return chance.choice(NUMBERS)
    if kind < 0.85 or depth > 3:
        return chance.choice((None, True, False))
    inside = [choose_value(chance, depth + 1) for _ in range(chance.randrange(4))]
    return inside if chance.random() < 0.5 else {choose_text(chance): value for value in inside}
