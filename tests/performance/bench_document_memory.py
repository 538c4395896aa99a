"""Measures the memory behind the pages: `python -m tests.performance.bench_document_memory [documents of each kind]`.

A report, a Word file, slides and a spreadsheet for so many municipalities one after the other, under the real server;
and each time that a sixth is done, what each process holds as its proportional set: what it shares is counted in parts.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.performance.bench_documents import children_of, fetch, fill
from tests.performance.bench_pages import add_assessments
from tests.performance.processes import proportional
from tests.server import run_server

KINDS = ("pdf", "docx", "pptx", "xlsx")
MANY = 60
LOOKS = 6


def list_processes(server_pid: int) -> list[float]:
    """Return what each process of the server holds, in the order in which they were started."""
    return [proportional([pid]) for pid in sorted([server_pid, *children_of(server_pid)])]


def measure(how_many: int) -> None:
    """Print the memory at the start, and after each sixth of the documents."""
    with tempfile.TemporaryDirectory() as folder, run_server(Path(folder)) as server:
        port = int(server.url.rpartition(":")[2])
        tokens = add_assessments(server.data_folder, how_many)
        fill(server.data_folder, tokens)
        print_memory(0, server.process.pid)
        for number, token in enumerate(tokens, start=1):
            for kind in KINDS:
                fetch(port, token, kind)
            if number % max(1, how_many // LOOKS) == 0:
                print_memory(number * len(KINDS), server.process.pid)


def print_memory(documents: int, server_pid: int) -> None:
    """Print a line of MiB, one number a process, and the sum of them."""
    held = list_processes(server_pid)
    numbers = " ".join(f"{mib:6.1f}" for mib in held)
    sys.stdout.write(f"after {documents:4} documents, MiB a process: {numbers}   together {sum(held):6.1f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
