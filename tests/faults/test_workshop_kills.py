"""`kill -9` on serving processes while a room answers, some of them mid-reveal. The whole campaign kills a thousand."""

from __future__ import annotations

from tests.campaigns.campaign_workshops import run

KILLS = 20
OF_THE_MAIN_PROCESS = 0.05
"""Each of these costs a start of the whole program."""


def test_no_acknowledged_answer_is_lost_or_doubled_by_a_kill() -> None:
    outcome = run(KILLS, 17, OF_THE_MAIN_PROCESS)
    assert not outcome.faults, outcome.examples
    assert outcome.figures["answers acknowledged"] > KILLS
    assert outcome.figures["rounds shown"] > 0
