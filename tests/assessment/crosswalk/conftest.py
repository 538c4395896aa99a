"""The made-up versions, and the way from the first to the second."""

from __future__ import annotations

import pytest

from assessment.library import Library, Way
from tests.made_up_versions import NEW, OLD, make_library


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Both versions."""
    return make_library(tmp_path_factory.mktemp("versions"))


@pytest.fixture(scope="package")
def way(library: Library) -> Way:
    """From one to the other."""
    return library.way(OLD, NEW)
