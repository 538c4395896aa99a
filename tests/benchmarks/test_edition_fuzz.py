"""A damaged edition never breaks the reader: it is read, or every mistake is told."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from assessment.reading import ContentError, Problem
from benchmarks.compare import rest_of, sample_interval
from benchmarks.model import Edition
from tests.assessment.mutations import damaged
from tests.benchmarks.small_edition import Document, load_document, small_document


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(damaged(small_document()))
def test_a_damaged_edition_is_read_or_its_mistakes_are_told(document: Document) -> None:
    problems: tuple[Problem, ...] = ()
    with TemporaryDirectory() as folder:
        try:
            read_every_number(load_document(document, Path(folder)))
        except ContentError as error:
            problems = error.problems
    assert all(problem.file == "1999.toml" and problem.id and problem.message for problem in problems)


def read_every_number(edition: Edition) -> None:
    """What is accepted can be shown: no rest, print or interval outside 0 to 100."""
    for figure in edition.figures:
        rest = rest_of(figure)
        assert rest is None or 0 <= rest.low <= rest.high <= 100
        for share in figure.shares:
            assert 0 <= share.printed[0] <= share.value <= share.printed[1]
            sampled = sample_interval(figure, share, edition)
            assert sampled is None or 0 <= sampled.low <= sampled.high <= 100
