"""Measures the result's pages within one process: `python -m tests.performance.bench_result`. No server, no driver.

Processor time of one request, from its environ to its last byte, median of many assessments with answers by chance.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from assessment.answers import plain_answer
from assessment.content import load_content
from tests.performance.bench_domain import make_answers
from tests.webapp.store.writing import write
from webapp.assembly import create_app
from webapp.config import Settings
from webapp.scan.operations import begin
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment
from webapp.web.state import get_state

ASSESSMENTS = 40
ROUNDS = 3
PAGES = ("", "/webcare", "/aanbevelingen", "/context")


def store_assessments(app: Flask) -> list[str]:
    """Return the addresses of the results of assessments with answers by chance."""
    content, choose = load_content(), random.Random(2019)
    database, version = get_state(app).database, content.questionnaire.version
    addresses = []
    for _ in range(ASSESSMENTS):
        begun = write(database, begin, NewAssessment("44021", 272_000, "", "nl", version))
        answers = make_answers(content, choose)
        changes = [AnswerChange(name, plain_answer(answer)) for name, answer in answers.items()]
        write(database, save_answers, begun.assessment.id, changes, begun.link.actor)
        addresses.append(f"/z/{begun.secret}/resultaat")
    return addresses


def ask(app: Flask, address: str) -> float:
    """Return the milliseconds of processor that one page takes. Raises RuntimeError where it is no page."""
    environ = EnvironBuilder(address).get_environ()
    started = time.process_time()
    _, status, _ = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    spent = (time.process_time() - started) * 1000
    if status != "200 OK":
        raise RuntimeError(f"{address} answered {status}")
    return spent


def measure() -> dict[str, float]:
    """Return the median of the processor's milliseconds by page, after a first round that is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_folder=Path(folder)))
        addresses = store_assessments(app)
        found: dict[str, float] = {}
        for page in PAGES:
            rounds = [[ask(app, address + page) for address in addresses] for _ in range(ROUNDS + 1)]
            found[f"resultaat{page}, median ms"] = median(spent for one in rounds[1:] for spent in one)
        get_state(app).database.close()
    return found


if __name__ == "__main__":
    for name, value in measure().items():
        sys.stdout.write(f"{name:36} {value:8.2f}\n")
