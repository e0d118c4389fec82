"""Which searches for customers go on somewhere: by their thread, their conversation, or their card."""

from __future__ import annotations

import pytest

from storage.models import CompanyWork, SessionState
from storage.store import Store
from tests.storage import rows

LOOKING = SessionState.PLANNING
DONE = SessionState.SUMMARY_EMITTED


@pytest.fixture
async def full(store: Store) -> Store:
    """Four searches: in a thread of a channel, begun at Home, done but for the background, and all done."""
    async with store.transaction("T1") as repos:
        in_thread = rows.prospect_session(id="thread", channel="C1", thread_ts="1.1")
        at_home = rows.prospect_session(id="home", channel="", thread_ts="")
        works = rows.prospect_session(id="works", channel="C1", thread_ts="2.2", state=DONE)
        done = rows.prospect_session(id="done", channel="C1", thread_ts="3.3", state=DONE)
        for each in (in_thread, at_home, works, done):
            await repos.prospecting.add(each, [])
        for session_id, work in (("works", CompanyWork.WAITING), ("done", CompanyWork.DONE)):
            repos.session.add(rows.prospect_company(session_id, enriching=work))
        for key, channel, ts in (
            ("thread", "C1", "1.2"),
            ("home", "D1", "5.5"),
            ("works:direct", "D1", "6.6"),
        ):
            await repos.posts.claim(f"icp:{key}", channel, None, rows.NOW)
            await repos.posts.answered(f"icp:{key}", ts)
    return store


@pytest.mark.parametrize(
    ("channel", "thread_ts", "found"),
    [
        ("C1", None, ["thread", "works"]),
        ("C1", "1.1", ["thread"]),
        ("C1", "3.3", []),
        ("D1", None, ["home", "works"]),
        ("D1", "5.5", ["home"]),
        ("D1", "6.6", ["works"]),
        ("D1", "1.1", []),
        ("C2", None, []),
    ],
)
async def test_what_goes_on_in_a_place(
    full: Store, channel: str, thread_ts: str | None, found: list[str]
) -> None:
    async with full.transaction("T1") as repos:
        sessions = await repos.prospecting.going_on("U1", channel, thread_ts, [LOOKING])
        assert [each.id for each in sessions] == found
        assert not await repos.prospecting.going_on("U2", channel, thread_ts, [LOOKING])
