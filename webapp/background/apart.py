"""A document that is written while somebody waits, in a process of its own that ends with it.

For what is asked for now and then, and belongs to no self-scan: a row of `job` does. What the writers load stays out of
the processes that serve, and a page waits for nobody meanwhile.
"""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from werkzeug.exceptions import ServiceUnavailable

from webapp.config import ROOT
from webapp.documents.charts.order import Order
from webapp.documents.writing import write_document
from webapp.web.waiting import expect_to_wait

if TYPE_CHECKING:
    from webapp.documents.content import Content

SECONDS = 60
"""A document that takes longer is given up."""
RETRY_SECONDS = 5
_one_at_a_time = threading.Semaphore(1)

log = logging.getLogger("pleinwijzer")


class NotWrittenError(ServiceUnavailable):
    """The document could not be written, or another one is just being written here: ask again."""


def write_apart(content: Content, kind: str) -> bytes:
    """Return a document without pictures. Others are served meanwhile. Raises NotWrittenError."""
    expect_to_wait()
    if not _one_at_a_time.acquire(blocking=False):
        raise NotWrittenError(retry_after=RETRY_SECONDS)
    try:
        return _run(pickle.dumps((content, kind)))
    finally:
        _one_at_a_time.release()


def _run(told: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 (a list of arguments of ours)
            [sys.executable, "-m", __name__], input=told, capture_output=True, cwd=ROOT, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.error("A document was not written: %s", type(error).__name__)  # noqa: TRY400 (the rest may hold words)
        raise NotWrittenError(retry_after=RETRY_SECONDS) from error
    return done.stdout


def _draw_nothing(order: Order) -> bytes:
    raise NotImplementedError(order)


if __name__ == "__main__":
    written, its_kind = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 (from the process that started this)
    sys.stdout.buffer.write(write_document(written, its_kind, _draw_nothing))
