"""Reading one company's site: its pages, what they say, and what that tells of how to go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter

from agent.discovery.ranking import is_alike
from agent.evidence.evidence import SINGLE
from agent.icp.profile import Company, Signal
from agent.prospecting.board import Board
from agent.prospecting.context import Context, board_of, known_of, profile_of, put_board, put_known
from agent.prospecting.parts import Knobs, Unread
from agent.prospecting.people import Place, keep_people, nobody_deleted, not_deleted
from storage.models import CompanyRole, CompanyWork, ProspectCompany, ProspectSession
from storage.repositories import Repositories

KNOBS: TypeAdapter[Knobs] = TypeAdapter(Knobs)
SIGNALS: TypeAdapter[tuple[Signal, ...]] = TypeAdapter(tuple[Signal, ...])
UNREAD: TypeAdapter[Unread] = TypeAdapter(Unread)
_FIRST = 2
"""Pages whose signals tell how much there is to find (domain.md, 002)."""
MOST_SIGNALS = 80


def with_more(known: Sequence[Signal], more: Iterable[Signal]) -> tuple[Signal, ...]:
    """What was known of a company, and what further pages say besides."""
    fields = {each.field for each in known}
    values = {(each.field, each.value.casefold()): each for each in known}
    for each in more:
        if each.field not in SINGLE or each.field not in fields:
            values.setdefault((each.field, each.value.casefold()), each)
    return tuple(values.values())[:MOST_SIGNALS]


class Reading:
    """The work of the reading phases."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._parts = context.parts

    def task(self, session: ProspectSession, row: ProspectCompany) -> dict[str, Any]:
        """How hard to look: candidates are many, so what ranks them is enough of them at first."""
        whole = row.role is not CompanyRole.CANDIDATE
        knobs = asdict(replace(board_of(session).knobs, whole=whole))
        return {
            "workspace": session.workspace,
            "name": row.name,
            "knobs": knobs,
            "unread": known_of(row).unread,
        }

    async def do(self, task: dict[str, Any]) -> dict[str, Any]:
        """Read and understand; a site that cannot be read is no failure of the session."""
        domain, knobs = str(task["domain"]), KNOBS.validate_python(task["knobs"])
        earlier = UNREAD.validate_python(task.get("unread", ()))
        if earlier:
            made, kept_as = await self._read_on(domain, earlier, knobs), "more"
        else:
            made, kept_as = await self._read(domain, knobs), "signals"
        said = Company(domain, str(made.get("name") or task["name"]), made[kept_as])
        async with self._context.store.reading(task["workspace"]) as repos:
            clean = await nobody_deleted(repos, said)
        return {**made, kept_as: [asdict(signal) for signal in clean]}

    async def _read_on(self, domain: str, earlier: Unread, knobs: Knobs) -> dict[str, Any]:
        rest = await self._parts.reads.read_on(domain, earlier, knobs)
        more = tuple(self._parts.extracts.signals(domain, rest.pages))
        return {"more": more, "timeouts": rest.timeouts, "cents": rest.cents}

    async def _read(self, domain: str, knobs: Knobs) -> dict[str, Any]:
        visit = await self._parts.reads.read(domain, knobs)
        extract = self._parts.extracts.signals
        signals, left = tuple(extract(domain, visit.pages))[:MOST_SIGNALS], visit.unread
        timeouts, cents = visit.timeouts, visit.cents
        if knobs.whole and left:
            rest = await self._parts.reads.read_on(domain, left, knobs)
            signals, left = with_more(signals, extract(domain, rest.pages)), ()
            timeouts, cents = timeouts + rest.timeouts, cents + rest.cents
        return {
            "name": visit.name,
            "pages": len(visit.pages),
            "timeouts": timeouts,
            "cents": cents,
            "trouble": visit.trouble if not visit.pages else "",
            "density": len(extract(domain, visit.pages[:_FIRST])),
            "signals": signals,
            "unread": left,
        }

    async def keep(
        self, repos: Repositories, session: ProspectSession, row: ProspectCompany, made: dict[str, Any]
    ) -> None:
        """Keep what was found, and let the board reflect."""
        if "more" in made or known_of(row).pages:
            await self._keep_more(repos, session, row, made)
            return
        signals = SIGNALS.validate_python(made.get("signals", []))
        pages = int(made.get("pages", 0))
        row.name = str(made.get("name") or "")[:80] or row.name
        news = {"signals": signals, "pages": pages, "trouble": str(made.get("trouble", ""))}
        put_known(row, known_of(row).with_(**news, unread=UNREAD.validate_python(made.get("unread", ()))))
        board = self._counted(board_of(session), made, pages, made.get("density") if pages else None)
        profile = profile_of(session) if row.role is CompanyRole.CANDIDATE else None
        alike = profile is not None and is_alike(profile, Company(row.domain, row.name, signals))
        put_board(session, board.model_copy(update={"alike": board.alike + alike}))

    def _counted(
        self, board: Board, made: dict[str, Any], pages: int = 0, density: int | None = None
    ) -> Board:
        """The board with what one more reading took."""
        board = board.after_reading(pages, int(made.get("timeouts", 0)), density)
        return board.paying_reader(round(float(made.get("cents", 0)) * 1_000), self._context.budget)

    async def _keep_more(
        self, repos: Repositories, session: ProspectSession, row: ProspectCompany, made: dict[str, Any]
    ) -> None:
        """Keep what the rest of a site says; who was found there meanwhile is scored and known by it, too."""
        row.reading, known = CompanyWork.DONE, known_of(row)
        signals = with_more(known.signals, SIGNALS.validate_python(made.get("more", [])))
        grade = self._parts.scores.score(signals) if known.grade is not None else None
        put_known(row, known.with_(signals=signals, unread=(), grade=grade))
        put_board(session, self._counted(board_of(session), made))
        company = Company(row.domain, row.name, signals)
        place = Place(session.owner, self._context.clock.now())
        contacts = await not_deleted(repos, company, known.contacts)
        await keep_people(repos, company, known.linkedin, contacts, place)
