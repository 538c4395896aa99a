"""The examples of proxies in docs/operations.md pass on who asks, and nothing that a visitor only claims."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.patience import SECONDS

OPERATIONS = Path("docs/operations.md").read_text(encoding="utf-8")
HOSTILE = {
    "Forwarded": "for=192.0.2.66;host=evil.example;proto=https",
    "Proxy": "http://evil.example",
    "X-Forwarded-For": "192.0.2.66",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Server": "evil.example",
    "X-Forwarded-Ssl": "evil",
    "X-Real-IP": "192.0.2.66",
    "X_Forwarded_For": "192.0.2.66",
    "X_Real_IP": "192.0.2.66",
    "Content_Length": "66",
}


class Echo(BaseHTTPRequestHandler):
    """Answers with the headers that arrived."""

    def do_GET(self) -> None:
        body = str(self.headers).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_given: object) -> None:
        """Say nothing."""


@pytest.fixture
def behind() -> Iterator[int]:
    """The port of a server that tells what reaches it."""
    server = HTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def find_example(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```", OPERATIONS, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def find_free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])


def write_nginx(folder: Path, port: int, behind: int) -> list[str]:
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    example = find_example("nginx").replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log stderr; events {{}}\n"
        f"http {{ {temporary} server {{ listen 127.0.0.1:{port};\n{example}\n}} }}\n"
    )
    return ["-e", "stderr", "-p", str(folder), "-c", str(path)]


def write_caddy(folder: Path, port: int, behind: int) -> list[str]:
    example = find_example("caddy").replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    path = folder / "Caddyfile"
    path.write_text(
        "{\nadmin off\nauto_https off\nstorage file_system "
        + str(folder)
        + "\n}\n"
        + example.replace("zelfscan.example.org {", f"http://zelfscan.example.org:{port} {{\nbind 127.0.0.1")
    )
    return ["run", "--config", str(path), "--adapter", "caddyfile"]


@contextmanager
def running(program: str, arguments: list[str], port: int) -> Iterator[None]:
    with subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as proxy:
        try:
            gives_up = time.monotonic() + SECONDS
            while not is_open(port):
                assert proxy.poll() is None, proxy.stderr.read() if proxy.stderr else ""
                assert time.monotonic() < gives_up
                time.sleep(0.02)
            yield
        finally:
            proxy.kill()


def is_open(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=SECONDS).close()
    except OSError:
        return False
    return True


@pytest.mark.parametrize(("name", "write"), [("nginx", write_nginx), ("caddy", write_caddy)])
def test_a_proxy_as_in_the_example_passes_on_who_asks_and_no_claims(
    tmp_path: Path, behind: int, name: str, write: object
) -> None:
    program = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if not program:
        pytest.skip(f"{name} is not on this machine")
    port = find_free_port()
    assert callable(write)
    with running(program, write(tmp_path, port, behind), port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        with closing(connection):
            connection.request("GET", "/", headers={"Host": "zelfscan.example.org", **HOSTILE})
            response = connection.getresponse()
            arrived = response.read().decode()
    assert response.status == 200
    headers = dict(line.split(": ", 1) for line in arrived.splitlines() if line)
    told = {key.lower(): value for key, value in headers.items()}
    assert (told["x-forwarded-for"], told["x-forwarded-proto"]) == ("127.0.0.1", "http")
    assert told["host"].partition(":")[0] == "zelfscan.example.org"
    assert not [key for key in told if "_" in key]
    assert not re.search(r"evil|666|192\.0\.2\.66|gopher", arrived)
