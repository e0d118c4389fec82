"""Whatever Slack fails or delivers again, the result is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox.faults import FaultKind
from tests.e2e.talk import Talk, talk_through, talking_office

SLACK_BREAKS = [
    pytest.param(FaultKind.RATE_LIMITED, False, id="429"),
    pytest.param(FaultKind.SERVER_ERROR, False, id="500"),
    pytest.param(FaultKind.SERVER_ERROR, True, id="500 after the effect"),
]


async def test_an_undisturbed_talk_shows_one_of_each(calm: Talk) -> None:
    assert calm.shown == {"greeting": 1, "plan": 1, "run": 1, "file": 1}
    assert calm.whispers == ()
    assert calm.home
    assert len(calm.outcome.rows) == 36


async def test_what_is_delivered_three_times_happens_once(
    calm: Talk, tmp_path: Path, database_url: str
) -> None:
    async with talking_office(tmp_path, database_url) as office:
        office.sandbox.faults.copies = 3
        assert await talk_through(office) == calm


@pytest.mark.parametrize(("kind", "after"), SLACK_BREAKS)
async def test_each_method_fails_once(
    calm: Talk, tmp_path: Path, database_url: str, kind: FaultKind, after: bool
) -> None:
    async with talking_office(tmp_path, database_url) as office:
        office.sandbox.faults.fail_each_method_once(kind, after=after)
        talk = await talk_through(office)
    assert talk.outcome == calm.outcome
    assert talk.shown == calm.shown
    assert talk.home
