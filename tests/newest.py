"""What new self-scans begin with and are compared with, read once for all tests: nothing in it changes."""

from __future__ import annotations

import functools

from assessment.content import Content, list_versions, load_content
from assessment.library import Library
from benchmarks.editions import load_edition
from benchmarks.model import Edition

NEWEST = list_versions()[-1]
"""The version of the questionnaire that tests write answers of."""


@functools.cache
def newest_content() -> Content:
    """The newest questionnaire with its growth path and its advice."""
    return load_content()


@functools.cache
def newest_edition() -> Edition:
    """The figures of 2019."""
    return load_edition()


@functools.cache
def shared_library() -> Library:
    """Every version of the content, each read when something is asked of it."""
    return Library()
