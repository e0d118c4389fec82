"""Somebody who is deleted on request is in no table any more, and does not come back."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from agent.roles import Actor
from storage.models import Lead
from storage.repositories.erasures import places, scope
from tests.conftest import Databases
from tests.kept import named_in, names
from tests.support import GOAL, Office, Thread, buttons, office_at, press, said

pytestmark = [pytest.mark.long, pytest.mark.timeout(240), pytest.mark.sampled("sqlite")]
PATIENCE = 100.0
"""Seconds that cleaning may take on a machine that has other things to do."""

DANA = Actor("T0SANDBOX1", "U0DANAREP1")


def test_it_is_known_whose_every_text_is() -> None:
    found = places()
    wanted = {"ls_turn.text", "ls_plan.goal", "ls_result_row.line", "ls_event.letter"}
    assert wanted <= {place.name for place in found}
    for place in found:
        assert scope(place.table, "T1") is not None


async def one_of(office: Office) -> Lead:
    """A lead of Dana's with an e-mail and a name that nobody else has."""
    async with office.leadsmith.store.reading(DANA.workspace) as repos:
        found = await repos.leads.latest(DANA.user, 100)
    names = [lead.name for lead in found]
    return next(lead for lead in found if lead.email and names.count(lead.name) == 1)


async def spoken_of(office: Office, lead: Lead) -> None:
    """The person is named in whatever people write: reminders, questions, goals, priorities, corrections."""
    for words in (
        f"show me {lead.name}",
        f"remind me tomorrow at 10 to call {lead.name}",
        f"how many of my leads work with {lead.email}?",
        f"find 10 people who know {lead.name}, {lead.profile_url}",
        f"add {(lead.name or '').upper()} to my priority list",
    ):
        await office.answered(await office.says(words))
    await office.services.priorities.add_text(DANA, f"write to {lead.email}")
    await office.services.people.dealt_with(DANA, [lead.id])
    await office.services.records.block(DANA, lead.id, f"{lead.name} said so")
    await office.sandbox.idle()


async def delete(office: Office, lead: Lead) -> None:
    """Through the lead's modal, to the end of the cleaning."""
    home = await office.home(office.dana, "Leads")
    await office.dana.click(home["id"], "lead_open", value=lead.id)
    await office.until(lambda: "History" in said(office.dana.views()[-1]) if office.dana.views() else False)
    view = office.dana.views()[-1]
    await press(office.dana, view["id"], buttons(view)["Delete person"])
    await office.until(lambda: "deleted for good" in said(office.dana.views()[-1]))
    assert await office.dana.submit(view["id"], {}) is None
    texts = office.sandbox.person("rep").messages
    await office.until(lambda: any("Deleted as requested" in said(m) + m["text"] for m in texts()), PATIENCE)
    await office.sandbox.idle()


async def run_again(office: Office, thread: Thread) -> None:
    """The same plan once more, until its card says as the first does that one person is left out."""
    await thread.click("Run again")
    await thread.click("Run")
    words = "1 person skipped: deleted on request"
    await office.until(lambda: sum(words in said(message) for message in thread.messages) > 1 or None)
    await office.sandbox.idle()


async def test_a_deleted_person_is_nowhere_and_stays_away(databases: Databases, tmp_path: Path) -> None:
    with databases() as url:
        async with office_at(tmp_path, database_url=url) as office:
            thread = await office.plan(GOAL)
            await thread.finished()
            lead = await one_of(office)
            await spoken_of(office, lead)
            assert len(set(chain(*(await named_in(office, lead)).values()))) == 4
            await delete(office, lead)
            assert await named_in(office, lead) == {}
            card = await thread.shows("49 people", "1 person skipped: deleted on request")
            assert names(lead, said(card)) == []
            ours = [message for message in office.dana.messages() if "bot_id" in message]
            assert len(ours) > 5
            assert [said(message) for message in ours if names(lead, said(message))] == []
            assert names(lead, (await office.services.questions.all_leads(DANA)).text) == []
            await run_again(office, thread)
            assert await named_in(office, lead) == {}
            async with office.leadsmith.store.reading(DANA.workspace) as repos:
                run = (await repos.runs.of(DANA.user, 1))[0][0]
            result = await office.services.execution.result(DANA.workspace, run.id)
            assert result.rows == 49
            assert names(lead, result.csv) == []
