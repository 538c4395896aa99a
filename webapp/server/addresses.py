"""Who asks, and under which address: what a request says about itself, and what of it is believed."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from webapp.config import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

Header = tuple[bytes, bytes]

HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.IGNORECASE)
LONGEST_HOST = 260
SCHEMES = frozenset({"http", "https"})
CLAIMS = ("x-forwarded-", "forwarded", "x-real-ip", "proxy")
"""What anybody can claim about where a request comes from. The application never sees it."""


@dataclass(frozen=True)
class Site:
    """The address that visitors know: scheme, and host with the port where it has one."""

    scheme: str
    host: str


@dataclass(frozen=True)
class Client:
    """Who asks: an IP address, and the scheme that was spoken with them."""

    address: str
    scheme: str


def read_site(address: str) -> Site | None:
    """Return the site behind a setting such as https://zelfscan.example.be; None for an empty one.

    Raises SettingsError when it is not such an address.
    """
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES or not is_host(parts.netloc) or parts.path.strip("/") or parts.query:
        raise SettingsError(
            f"PLEINWIJZER_ADDRESS must be the address of the site alone, as https://zelfscan.example.be; "
            f"it is {address!r}."
        )
    return Site(parts.scheme, parts.netloc.lower())


def read_proxy(address: str) -> str:
    """Return the reverse proxy's IP address as it is compared. Raises SettingsError when it is none."""
    try:
        return str(ipaddress.ip_address(address)) if address else ""
    except ValueError:
        raise SettingsError(f"PLEINWIJZER_TRUSTED_PROXY must be an IP address, not {address!r}.") from None


def is_host(host: str) -> bool:
    """Tell whether this can be a host, with or without a port."""
    return len(host) <= LONGEST_HOST and bool(HOST.fullmatch(host))


def is_for(site: Site | None, host: str) -> bool:
    """Tell whether a request for this host is meant for this site.

    Without a known site any host is; with one also a bare IP address and localhost, as a proxy or a check on the
    machine itself may send.
    """
    if site is None or host.lower() == site.host:
        return True
    name = host.rpartition(":")[0] if re.search(r":[0-9]+$", host) else host
    return name.lower() == site.host.rpartition(":")[0] or name.lower() == "localhost" or is_ip(name.strip("[]"))


def is_ip(text: str) -> bool:
    """Tell whether a text is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def find_client(headers: Iterable[Header], peer: str, proxy: str) -> Client:
    """Return who asks. What a request says about that counts only when it comes from the trusted proxy."""
    if not proxy or peer != proxy:
        return Client(peer, "http")
    claims = [(name, value.decode("latin-1")) for name, value in headers if name.startswith(b"x-forwarded-")]
    hops = [hop.strip() for name, value in claims if name == b"x-forwarded-for" for hop in value.split(",")]
    schemes = [value.strip().lower() for name, value in claims if name == b"x-forwarded-proto"]
    scheme = schemes[0] if len(schemes) == 1 and schemes[0] in SCHEMES else "http"
    return Client(find_last_hop(hops, proxy) or peer, scheme)


def find_last_hop(hops: list[str], proxy: str) -> str | None:
    """Return the last address that the trusted proxy did not add about itself; None when that is no address."""
    for hop in reversed(hops):
        plain = re.sub(r"^(?:\[(.*)\]|([0-9.]+))(?::[0-9]+)?$", lambda found: found[1] or found[2], hop)
        if not is_ip(plain):
            return None
        if (address := str(ipaddress.ip_address(plain))) != proxy:
            return address
    return None


def is_believable(name: str) -> bool:
    """Tell whether a header may reach the application.

    WSGI writes both X-Real and X_Real as HTTP_X_REAL, so that a name with an underscore could pose as another one.
    """
    return "_" not in name and not name.startswith(CLAIMS)
