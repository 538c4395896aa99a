"""The version of the questionnaire with which new self-scans begin: what tests write answers of."""

from __future__ import annotations

from assessment.content import list_versions

NEWEST = list_versions()[-1]
