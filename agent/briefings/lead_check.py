"""The lead check: new leads, and those that lack something, told when there is more of it than last time."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from agent.alerts.lines import Button, Line, Say
from agent.alerts.service import Alerts, NewAlert
from agent.briefings.sections.suggestions import FIND_EMAILS
from agent.briefings.wording import counted
from agent.clock import Clock
from agent.durable import Durable
from agent.scheduling.work import Work
from storage.filters import LeadFilter
from storage.models import AlertKind
from storage.repositories.happenings import LeadState
from storage.store import Store

FIRST_SPAN = timedelta(days=1)
"""The first check calls those new that were found since."""


@dataclass(frozen=True)
class Checked:
    """What a check found: leads that are `new` since the last, and the state of all."""

    new: int
    state: LeadState

    def more_than(self, before: LeadState) -> bool:
        """Whether there is something that the last check did not see."""
        lacking = ("without_email", "unqualified", "duplicates")
        return self.new > 0 or any(getattr(self.state, each) > getattr(before, each) for each in lacking)


def line_of(checked: Checked) -> Line:
    """What a check found, in a sentence, with what can be done about it."""
    state = checked.state
    told = (
        (checked.new, counted(checked.new, "new lead")),
        (state.without_email, f"{state.without_email:,} without an e-mail"),
        (state.unqualified, f"{state.unqualified:,} without a title or a company, so not qualified"),
        (state.duplicates, f"{counted(state.duplicates, 'duplicate')} by name and company"),
    )
    said = ", ".join(words for number, words in told if number)
    return Line(text=f"Your leads: {said}.", buttons=tuple(_buttons(checked)))


def _buttons(checked: Checked) -> list[Button]:
    buttons: list[Button] = []
    if checked.new:
        buttons.append(Say(label="Show the newest", text="show my newest leads"))
    if checked.state.without_email:
        buttons.append(Say(label="Find e-mails", text=FIND_EMAILS))
        buttons.append(Say(label="Show those without", text="show my leads without an e-mail"))
    return buttons


@dataclass(frozen=True)
class LeadCheck:
    """Checks a person's leads as durable work. What it saw last is kept with its last alert."""

    store: Store
    durable: Durable
    alerts: Alerts
    clock: Clock

    async def check(self, work: Work) -> str:
        """Count, and alert when there is more than last time; what was seen counts, also when it is less."""
        seen = await self.durable.step("count leads", lambda: self._count(work))
        return await self.durable.transaction("raise", lambda session: self._raise(work, seen, session))

    async def _count(self, work: Work) -> dict[str, Any]:
        async with self.store.reading(work.workspace) as repos:
            last = await repos.alerts.newest(work.owner, AlertKind.LEADS)
            since = last.raised_at if last is not None else self.clock.now() - FIRST_SPAN
            new, _ = await repos.lead_queries.count(LeadFilter(owner=work.owner, since=since))
            state = await repos.happenings.lead_state(work.owner)
        before = last.document["state"] if last is not None else dataclasses.asdict(LeadState())
        return {"new": new, "state": dataclasses.asdict(state), "before": before}

    async def _raise(self, work: Work, seen: dict[str, Any], session: Any) -> str:
        checked = Checked(seen["new"], LeadState(**seen["state"]))
        told = checked.more_than(LeadState(**seen["before"])) or (work.asked and checked.state.people > 0)
        if not told and seen["state"] == seen["before"]:
            return "Nothing changed."
        new = NewAlert(
            key=work.key,
            owner=work.owner,
            kind=AlertKind.LEADS,
            target=work.task_id,
            line=line_of(checked),
            silent=not told,
            document={"state": seen["state"]},
        )
        async with self.store.transaction(work.workspace, session) as repos:
            await self.alerts.put(repos, new)
        return "Alerted you." if told else "Less than last time; nothing to do."
