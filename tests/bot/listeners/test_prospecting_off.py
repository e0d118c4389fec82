"""Where nobody reads, finds and scores, a search for customers like one's own is offered nowhere."""

from __future__ import annotations

import pytest

from tests.support import Office, buttons

pytestmark = pytest.mark.long


async def test_without_its_parts_nobody_is_offered_it(office: Office):
    assert office.services.prospecting is None
    view = await office.home(office.dana)
    assert "Find customers like ours" not in buttons(view)
    thread = await office.says("find customers like ours")
    assert "Tell me about them" not in buttons(await office.answered(thread))
