"""The small invented survey and its questions."""

from __future__ import annotations

import pytest

from assessment.model import Questionnaire
from benchmarks.model import Edition
from tests.benchmarks.small_edition import load_document, small_document, small_questionnaire


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The small survey."""
    return load_document(small_document(), tmp_path_factory.mktemp("small_edition"))


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    """The questions beside it."""
    return small_questionnaire()
