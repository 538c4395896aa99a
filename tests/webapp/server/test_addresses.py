"""What a request says about itself is believed only where it must be."""

from __future__ import annotations

import pytest

from webapp.config import SettingsError
from webapp.server.addresses import (
    Client,
    Site,
    find_client,
    is_believable,
    is_for,
    is_host,
    read_proxy,
    read_site,
)

PROXY = "10.0.0.1"
FOR, PROTO = b"x-forwarded-for", b"x-forwarded-proto"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], Client(PROXY, "http")),
        ([(FOR, b"192.0.2.7")], Client("192.0.2.7", "http")),
        ([(FOR, b"198.51.100.9, 192.0.2.7")], Client("192.0.2.7", "http")),
        ([(FOR, b"198.51.100.9"), (FOR, b"192.0.2.7")], Client("192.0.2.7", "http")),
        ([(FOR, b"192.0.2.7, 10.0.0.1")], Client("192.0.2.7", "http")),
        ([(FOR, b"192.0.2.7:5123")], Client("192.0.2.7", "http")),
        ([(FOR, b"[2001:DB8::1]:5123")], Client("2001:db8::1", "http")),
        ([(FOR, b"2001:db8::1")], Client("2001:db8::1", "http")),
        ([(FOR, b"192.0.2.7, <script>")], Client(PROXY, "http")),
        ([(FOR, b"")], Client(PROXY, "http")),
        ([(PROTO, b"https")], Client(PROXY, "https")),
        ([(PROTO, b"gopher")], Client(PROXY, "http")),
        ([(PROTO, b"http"), (PROTO, b"https")], Client(PROXY, "http")),
        ([(b"x_forwarded_for", b"192.0.2.7"), (b"x_forwarded_proto", b"https")], Client(PROXY, "http")),
    ],
)
def test_the_trusted_proxy_says_who_asks(headers: list[tuple[bytes, bytes]], expected: Client) -> None:
    assert find_client(headers, PROXY, PROXY) == expected


@pytest.mark.parametrize(("peer", "proxy"), [("192.0.2.66", PROXY), ("192.0.2.66", "")])
def test_nobody_else_does(peer: str, proxy: str) -> None:
    assert find_client([(FOR, b"1.2.3.4"), (PROTO, b"https")], peer, proxy) == Client(peer, "http")


@pytest.mark.parametrize(
    "name",
    [
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x_forwarded_for",
        "x-forwarded_for",
        "x-real-ip",
        "forwarded",
        "proxy",
        "content_length",
        "hx_request",
    ],
)
def test_claims_and_names_with_an_underscore_never_reach_the_application(name: str) -> None:
    assert not is_believable(name)


@pytest.mark.parametrize("name", ["cookie", "hx-request", "accept-language", "origin", "sec-fetch-site"])
def test_other_headers_do(name: str) -> None:
    assert is_believable(name)


@pytest.mark.parametrize(
    "host",
    [
        "pleinwijzer.example.be",
        "PLEINWIJZER.example.be:8443",
        "127.0.0.1:8000",
        "[::1]:8000",
        "localhost",
        "a",
        "x_y.be",
        "example.be.",
    ],
)
def test_a_host_is_a_name_or_an_address(host: str) -> None:
    assert is_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "a b",
        "a/b",
        "a@b",
        "evil.com#",
        "a?b",
        "-a.be",
        "[::1",
        "a:b",
        "a:123456",
        "a\r\nb",
        "é.be",
        "a" * 300,
        "a,b",
        "user:pw@a.be",
        "<script>",
    ],
)
def test_anything_else_is_none(host: str) -> None:
    assert not is_host(host)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("scan.example.be", True),
        ("SCAN.example.be", True),
        ("scan.example.be:443", False),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("localhost:8000", True),
        ("other.example.be", False),
        ("scan.example.be.evil.com", False),
    ],
)
def test_a_site_with_an_address_answers_to_no_other_name(host: str, *, expected: bool) -> None:
    assert is_for(Site("https", "scan.example.be"), host) is expected
    assert is_for(None, host)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", None),
        ("https://scan.example.be", Site("https", "scan.example.be")),
        ("https://Scan.example.be/", Site("https", "scan.example.be")),
        ("http://127.0.0.1:8000", Site("http", "127.0.0.1:8000")),
    ],
)
def test_the_site_is_read_from_its_address(address: str, expected: Site | None) -> None:
    assert read_site(address) == expected


@pytest.mark.parametrize(
    "address", ["scan.example.be", "ftp://a.be", "https://", "https://a.be/path", "https://u@a.be"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="PLEINWIJZER_ADDRESS"):
        read_site(address)


def test_a_proxy_is_an_ip_address() -> None:
    assert read_proxy("") == ""
    assert read_proxy("2001:DB8::0:1") == "2001:db8::1"
    with pytest.raises(SettingsError, match="PLEINWIJZER_TRUSTED_PROXY"):
        read_proxy("*")
