"""Cards of contact searches: of those that somebody asked for, and of no others."""

from __future__ import annotations

import pytest

from agent.events import ContactsChanged
from storage.models import SearchStatus
from tests.storage import rows
from tests.support import Office

pytestmark = pytest.mark.long
TEAM = "T0SANDBOX1"


@pytest.mark.parametrize("asked_for", [True, False])
async def test_what_is_part_of_a_search_for_customers_has_no_card(office: Office, asked_for: bool) -> None:
    """It is told of, for instance, when somebody who was found is deleted."""
    dana, search_id = office.dana, f"search-{asked_for}"
    thread = await office.goal("hello")
    channel, thread_ts = (dana.channel().id, thread.ts) if asked_for else ("", "")
    search = rows.contact_search(TEAM, id=search_id, owner=dana.id, channel=channel, thread_ts=thread_ts)
    search.status = SearchStatus.FINISHED
    async with office.leadsmith.store.transaction(TEAM) as repos:
        repos.session.add(search)
    before = len(dana.messages())
    await office.services.telling.now(ContactsChanged(TEAM, search_id))
    assert len(dana.messages()) - before == asked_for
