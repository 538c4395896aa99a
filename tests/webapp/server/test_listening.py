"""A folder and a port each belong to one server."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from webapp.config import SettingsError
from webapp.server.listening import hold_folder, listen, write_address


def test_a_folder_is_held_by_one_and_free_again_afterwards(tmp_path: Path) -> None:
    with hold_folder(tmp_path), pytest.raises(SettingsError, match="Another Pleinwijzer"), hold_folder(tmp_path):
        pass
    with hold_folder(tmp_path):
        pass


def test_a_port_is_never_shared() -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(SettingsError, match="--port"):
            listen("127.0.0.1", port)


@pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="this system can't share ports")
def test_a_port_that_others_would_share_is_taken_too() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(SettingsError, match="--port"):
            listen("127.0.0.1", other.getsockname()[1])


def test_the_address_names_the_port_that_was_taken() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert write_address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_an_ipv6_address_stands_in_brackets() -> None:
    try:
        listener = listen("::1", 0)
    except SettingsError:
        pytest.skip("this machine has no IPv6")
    with listener:
        assert write_address(listener).startswith("http://[::1]:")


def test_a_host_that_is_none_is_a_message() -> None:
    with pytest.raises(SettingsError, match="Can't listen"):
        listen("no such host", 8000)
