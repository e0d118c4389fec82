"""A browser's own EventSource follows a search, comes back by itself, and reads only where it may."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser

from storage.models import SessionState
from tests.browser.conftest import Visit
from tests.browser.icp_scenes import lookalikes
from tests.browser.market_scenes import LONG
from tests.browser.stream_scenes import FOLLOW, asked, link_of, told
from tests.browser.visitor import trial_at
from tests.streams import door_to, search_at

pytestmark = pytest.mark.browser


@pytest.mark.timeout(300)
async def test_from_the_card_to_the_end_though_the_connection_breaks(tmp_path: Path, visit: Visit) -> None:
    async with lookalikes() as parts, trial_at(tmp_path, parts) as trial:
        dana = await visit(trial)
        await asked(dana)
        await dana.page.evaluate(FOLLOW, await link_of(dana))
        await told(dana, 3)
        assert trial.leadsmith is not None
        streams = trial.leadsmith.services.streams
        assert streams is not None
        ((workspace, session_id),) = streams._feeds
        streams._feeds[workspace, session_id].close()
        await dana.press("icp_confirm")
        await dana.action("icp_enrich").wait_for(timeout=LONG)
        await dana.press("icp_enrich")
        await dana.reads("All done. 12 companies", ms=LONG)
        prospecting = trial.leadsmith.services.prospecting
        assert prospecting is not None
        numbered = await prospecting.told(workspace, session_id)
        *found, last = await told(dana, len(numbered) + 1)
        assert found == [[str(number), payload] for number, payload in numbered], "each once, in order"
        assert last[1]["message"] == "That search is done."


@pytest.mark.parametrize("may", [True, False], ids=["allowed", "not allowed"])
async def test_a_page_of_another_origin_reads_it_where_an_operator_says_so(
    tmp_path: Path, browser: Browser, *, may: bool
) -> None:
    async with search_at(f"sqlite:///{tmp_path / 'leadsmith.db'}") as search:
        await search.tell("icp:intake_saved", state=SessionState.FAILED)
        allowed: set[str] = set()
        async with door_to(search, origins=allowed) as door:  # type: ignore[arg-type]
            elsewhere = door.url.replace("127.0.0.1", "localhost")
            if may:
                allowed.add(elsewhere)
            page = await browser.new_page()
            await page.goto(elsewhere)
            await page.evaluate(FOLLOW, door.link())
            await page.wait_for_function("told.length == 2 || stream.readyState == EventSource.CLOSED")
            assert len(await page.evaluate("told")) == (2 if may else 0)
            await page.close()
