"""One serving process, asked to end before it has begun."""

from __future__ import annotations

import subprocess
import sys

from tests.patience import MILLISECONDS

ASKED_WHILE_THE_LOOP_STARTS = """
import signal, socket, uvicorn
from pathlib import Path
from webapp.config import Settings
from webapp.server.listening import Post
from webapp.server.processes import leave
from webapp.server.worker import run

make = uvicorn.Config.get_loop_factory

def ask_first(config):
    def build():
        loop = make(config)()
        loop.call_soon(signal.raise_signal, signal.SIGTERM)
        return loop
    return build

uvicorn.Config.get_loop_factory = ask_first
signal.signal(signal.SIGTERM, leave)
listener = socket.create_server(("127.0.0.1", 0))
run(lambda environ, start: [], Settings(data_folder=Path()), Post(listener, [0], 0))
print("ended by itself")
"""


def test_a_signal_before_the_server_listens_to_signals_ends_it_in_good_order() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED_WHILE_THE_LOOP_STARTS],
        capture_output=True,
        text=True,
        check=False,
        timeout=MILLISECONDS / 1000,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("ended by itself\n", "", 0)
