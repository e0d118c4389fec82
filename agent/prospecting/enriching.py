"""Enriching one lookalike: who is there, how it scores; what is found becomes leads."""

from __future__ import annotations

import functools
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from agent.events import ProspectingChanged
from agent.icp.profile import Company, Field
from agent.prospecting.context import Context, board_of, known_of, profile_of, put_board, put_known
from agent.prospecting.milestones import TICK, reach
from agent.prospecting.parts import Contact, Found, Sought
from agent.prospecting.people import Place, keep_people, key_of, not_deleted
from agent.prospecting.reading import KNOBS, SIGNALS
from agent.prospecting.reflecting import enough
from storage.models import ProspectCompany, ProspectSession, SessionState
from storage.repositories import Repositories

_CONTACTS: TypeAdapter[tuple[Contact, ...]] = TypeAdapter(tuple[Contact, ...])


class Enriching:
    """The work of the enriching phases."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._parts = context.parts

    def task(self, session: ProspectSession, row: ProspectCompany) -> dict[str, Any]:
        """Whom to look for, and how hard."""
        profile, known, board = profile_of(session), known_of(row), board_of(session)
        titles = [line.value for line in profile.of(Field.BUYER)] if profile is not None else []
        return {
            "workspace": session.workspace,
            "session": session.id,
            "owner": session.owner,
            "key": key_of(session, row),
            "name": row.name,
            "titles": titles,
            "signals": [asdict(signal) for signal in known.signals],
            "knobs": asdict(board.knobs),
            "most": board.each,
        }

    async def do(self, task: dict[str, Any]) -> dict[str, Any]:
        """Ask for contacts; a vendor that fails is a note, and the company is scored without."""
        sought = Sought(
            workspace=task["workspace"],
            owner=task["owner"],
            key=task["key"],
            domain=task["domain"],
            name=task["name"],
            titles=tuple(task["titles"]),
            signals=SIGNALS.validate_python(task["signals"]),
            knobs=KNOBS.validate_python(task["knobs"]),
            enough=enough,
            most=task.get("most"),
            goes_on=functools.partial(self._context.holds_on, session_id=str(task["session"])),
        )
        found = await self._found(sought, str(task["session"]))
        return {
            "contacts": [asdict(contact) for contact in found.contacts],
            "linkedin": found.linkedin,
            "throttled": found.throttled,
            "note": found.note,
            "spent": found.spent,
        }

    async def _found(self, sought: Sought, session_id: str) -> Found:
        """Who is there; nobody is asked for a session that was cancelled meanwhile."""
        if not await self._context.goes_on(sought.workspace, session_id):
            return Found()
        return await self._parts.contacts.find(sought)

    async def keep(
        self, repos: Repositories, session: ProspectSession, row: ProspectCompany, made: dict[str, Any]
    ) -> None:
        """Keep what was found, as leads too, and say that one more is done."""
        said = Company(row.domain, row.name, known_of(row).signals)
        contacts = await not_deleted(repos, said, _CONTACTS.validate_python(made.get("contacts", [])))
        linkedin = str(made.get("linkedin", ""))
        grade = None if made.get("trouble") else self._parts.scores.score(said.signals)
        known = known_of(row).with_(contacts=contacts, linkedin=linkedin, grade=grade)
        put_known(row, known)
        board = board_of(session)
        # What broke may have been paid for all the same.
        board = board.paying(board.each if made.get("trouble") else int(made.get("spent", 0)))
        if made.get("throttled"):
            board = board.after_throttling()
        put_board(session, board.noting(str(made.get("note", ""))))
        if session.state is SessionState.CANCELLED and not contacts:
            return
        place = Place(session.owner, self._context.clock.now())
        for lead in await keep_people(repos, said, linkedin, contacts, place):
            await repos.leads.link_session(session.id, lead)
        result = "failed" if made.get("trouble") else "done"
        counters: dict[str, int | float | str] = {
            "index": row.rank,
            "company": row.domain,
            "result": result,
            "contacts": len(contacts),
            "verified": sum(contact.verified for contact in contacts),
        }
        text = f"{row.name}: {len(contacts)} contact{'' if len(contacts) == 1 else 's'}."
        await reach(self._context, repos, session, TICK, text, counters, key=f"{TICK}:{row.domain}")
        if session.state is SessionState.ENRICHMENT_RUNNING:
            # Somebody waits for the first ones, so none of them may be left to the next tick.
            told = ProspectingChanged(session.workspace, session.id)
            await self._context.telling.later(repos, told)
