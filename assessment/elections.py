"""In which years residents vote, as far as that is known beforehand.

All three fell in 2024. An election that comes early is in no calendar: nothing here knows of it.
"""

from __future__ import annotations

A_YEAR_OF_ALL = 2024
YEARS_BETWEEN_LOCAL = 6
"""Municipal and provincial elections."""
YEARS_BETWEEN_OTHERS = 5
"""Flemish, federal and European elections."""


def is_election_year(year: int) -> bool:
    """Whether there are local, or Flemish, federal and European elections in a year."""
    since = year - A_YEAR_OF_ALL
    return since % YEARS_BETWEEN_LOCAL == 0 or since % YEARS_BETWEEN_OTHERS == 0
