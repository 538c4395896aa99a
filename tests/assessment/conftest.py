"""The real content, read once, and the small invented one."""

from __future__ import annotations

import pytest

from assessment.content import Content
from assessment.model import Questionnaire
from tests.assessment.small_content import load_documents, small_documents
from tests.newest import newest_content


@pytest.fixture(scope="session")
def content() -> Content:
    """All that the content authors wrote."""
    return newest_content()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The small content, easy to redo by hand."""
    return load_documents(small_documents(), tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def small_questionnaire(small: Content) -> Questionnaire:
    """The questions of the small content."""
    return small.questionnaire
