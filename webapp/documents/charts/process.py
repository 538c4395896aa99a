"""The drawing process: matplotlib lives there, so that pages never pay for its import, its memory or its faults.

The parent sends a chart and gets bytes. A process that dies or takes too long is ended; the next chart starts a
new one. When the parent is gone, the pipe closes and the process ends by itself.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webapp.documents.charts.formats import Shape, Theme
from webapp.documents.charts.model import Chart

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

START_SECONDS = 60.0
"""How long a new process may take to import matplotlib; the very first one also lists the machine's fonts."""
DRAW_SECONDS = 20.0
STOP_SECONDS = 2.0

log = logging.getLogger("pleinwijzer")


class DrawingError(Exception):
    """A chart that could not be drawn; the message says why."""


@dataclass(frozen=True)
class Order:
    """One drawing to make."""

    chart: Chart
    shape: Shape
    theme: Theme


class DrawingProcess:
    """Draws one chart at a time in a process of its own, which starts with the first one. For one thread.

    With another `work` (a function at the top of a module) it does other long work in the same way.
    """

    def __init__(self, folder: Path, draw_seconds: float = DRAW_SECONDS, work: Work | None = None) -> None:
        self._folder = folder
        self._draw_seconds = draw_seconds
        self._work = work or serve
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The process' id while it runs."""
        return self._process.pid if self._process and self._process.is_alive() else None

    def draw(self, order: Any) -> bytes:  # noqa: ANN401 (what its work takes)
        """Return the SVG of an order, or what else the process was made for.

        Raises DrawingError, after which the next drawing starts afresh.
        """
        try:
            if self.pid is None:
                self._start()
            if self._connection is None:
                raise DrawingError("the drawing process has no connection")
            self._connection.send(order)
            answer = self._receive(self._connection, self._draw_seconds)
        except (EOFError, OSError) as error:
            self.stop()
            raise DrawingError(f"the drawing process ended: {error!r}") from error
        if isinstance(answer, bytes):
            return answer
        raise DrawingError(str(answer))

    def stop(self) -> None:
        """End the process, if there is one: first by closing its pipe, then by force."""
        if self._connection:
            self._connection.close()
        if self._process:
            self._process.join(STOP_SECONDS)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._process.close()
        self._process = self._connection = None

    def _start(self) -> None:
        self.stop()
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=self._work, args=(theirs, str(self._folder)), name="drawing", daemon=True
        )
        self._process.start()
        theirs.close()
        self._receive(self._connection, START_SECONDS)

    def _receive(self, connection: Connection, seconds: float) -> object:
        if connection.poll(seconds):
            return connection.recv()
        if self._process:
            self._process.kill()
        self.stop()
        raise DrawingError(f"the drawing process did not answer within {seconds:g} seconds")


Work = Callable[[Connection, str], None]
"""What runs in the process: answers what comes in over the connection; the folder is for matplotlib's files."""


def serve(connection: Connection, folder: str) -> None:
    """Draw what comes in until the other side closes; `folder` is for matplotlib's list of fonts."""
    set_up_drawing(folder)
    from webapp.documents.charts.drawing import draw_svg  # noqa: PLC0415 (only this process needs it)

    answer_each(connection, lambda order: draw_svg(order.chart, order.shape, order.theme))


def set_up_drawing(folder: str) -> None:
    """Make matplotlib ready in this process, which a Ctrl-C in the terminal leaves alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["MPLCONFIGDIR"] = folder
    from webapp.documents.charts.canvas import set_up_matplotlib  # noqa: PLC0415 (only such a process needs it)

    set_up_matplotlib()


def answer_each(connection: Connection, work: Callable[[Any], bytes]) -> None:
    """Say that this process is ready, then answer each order with bytes or with what went wrong, until it closes."""
    connection.send("ready")
    while True:
        try:
            order = connection.recv()
        except EOFError:
            return
        try:
            connection.send(work(order))
        except Exception as error:  # noqa: BLE001 (whatever goes wrong with one order, the next may succeed)
            connection.send(f"{type(error).__name__}: {error}")
