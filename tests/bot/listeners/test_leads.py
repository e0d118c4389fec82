"""Leads of a run, page by page."""

from __future__ import annotations

import pytest

from tests.support import Message, Office, buttons, press, said

pytestmark = pytest.mark.long


def names(view: Message) -> set[str]:
    """The people on a page, by the line that names them."""
    return {line for line in said(view).splitlines() if line.startswith("*<https://")}


async def test_see_leads_turns_its_pages(office: Office) -> None:
    thread = await office.plan()
    await thread.finished()
    first = await thread.opens("See leads")
    assert "50 leads · page 1 of 3" in said(first)
    assert list(buttons(first)) == ["Look", "Next"]
    assert len(names(first)) == 20
    for page, offered in ((2, ["Previous", "Next"]), (3, ["Previous"])):
        await press(office.dana, first["id"], buttons(office.dana.views()[-1])["Next"])
        now = await office.until(
            lambda at=page: next((v for v in office.dana.views() if f"page {at} of 3" in said(v)), None)
        )
        assert list(buttons(now)) == ["Look", *offered]
        assert not names(now) & names(first)
    await press(office.dana, first["id"], buttons(office.dana.views()[-1])["Previous"])
    await office.until(lambda: "page 2 of 3" in said(office.dana.views()[-1]))


async def test_somebody_elses_leads_are_not_shown(office: Office) -> None:
    thread = await office.says("@Leadsmith find 20 CTOs in Kyiv", channel="sales")
    await thread.finished()
    told = await office.whisper(office.sam, lambda: thread.click("See leads", office.sam), "sales")
    assert "Only" in told
    assert office.sam.views() == []
    assert "20 leads" in said(await thread.opens("See leads", office.max))
