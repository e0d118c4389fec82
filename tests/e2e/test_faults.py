"""Whatever Slack fails or delivers again, the result is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import Application
from bot.manifest import manifest
from bot.sandbox.faults import FaultKind
from bot.sandbox.server import Sandbox
from tests.e2e.talk import GOAL, Talk, talk_through, talking_office
from tests.support import buttons, press, settings_for

pytestmark = [pytest.mark.long, pytest.mark.timeout(120), pytest.mark.sampled("postgres")]
SLACK_BREAKS = [
    pytest.param(FaultKind.RATE_LIMITED, False, id="429", marks=pytest.mark.soak),
    pytest.param(FaultKind.SERVER_ERROR, False, id="500", marks=pytest.mark.soak),
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


@pytest.mark.soak
async def test_events_out_of_order_change_nothing(calm: Talk, tmp_path: Path, database_url: str) -> None:
    async with talking_office(tmp_path, database_url) as office:
        office.sandbox.faults.reorder = 3
        assert await talk_through(office) == calm


async def test_lost_acknowledgements_change_nothing(calm: Talk, tmp_path: Path, database_url: str) -> None:
    async with talking_office(tmp_path, database_url) as office:
        office.sandbox.faults.fail("delivery", FaultKind.TIMEOUT, after=True, times=3)
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


@pytest.mark.parametrize("kind", [FaultKind.RATE_LIMITED, FaultKind.SERVER_ERROR])
async def test_a_window_that_did_not_open_is_offered_again(tmp_path: Path, kind: FaultKind) -> None:
    async with talking_office(tmp_path, f"sqlite:///{tmp_path}/leadsmith.db") as office:
        thread = await office.plan(GOAL)
        await thread.approved()
        office.sandbox.faults.fail("views.open", kind)
        await thread.click("Inputs")
        offered = (await office.sandbox.until(office.dana.ephemerals))[0]
        assert "Please try again" in offered["text"]
        assert office.dana.views() == []
        await press(office.dana, offered["ts"], buttons(offered)["Try again"])
        assert (await office.sandbox.until(office.dana.views))[0]["callback_id"] == "run_inputs"


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_leadsmith_starts_although_slack_fails_once(tmp_path: Path, method: str) -> None:
    async with Sandbox(manifest=manifest()) as sandbox:
        sandbox.faults.fail(method, FaultKind.SERVER_ERROR)
        leadsmith = Application(settings_for(sandbox, tmp_path), only_demo=True)
        try:
            await leadsmith.start()
            assert sandbox.slack.socket.connections == 1
        finally:
            await leadsmith.stop()
