"""What contacts cost at most: said before, agreed to by a person, never more. Amounts are millicents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.audit import AuditAct, note
from agent.errors import StaleError
from agent.prospecting.board import Board
from agent.prospecting.context import Context, board_of, put_board
from agent.prospecting.milestones import START_TOP10, reach
from agent.prospecting.parts import Price
from agent.prospecting.phases import NEXT40, TOP, TOP10, begin, let_wait
from agent.prospecting.states import move
from agent.roles import Actor
from storage.models import CompanyWork, ProspectCompany, ProspectSession, SessionState
from storage.repositories import Repositories

ENRICHING = "Finding contacts at the top {}."
GOING_ON = "Finding contacts at {} more companies."
DEARER = "It could cost more than you saw: a contact provider was added. The card shows it now; look again."


@dataclass(frozen=True)
class Terms:
    """What a person agrees to: contacts at so many `companies`, at this price, for `most` altogether."""

    price: Price
    companies: int
    most: int

    @property
    def capped(self) -> bool:
        """Whether `most` may end it before every company was looked at."""
        return self.price.company * self.companies > self.most


def terms(price: Price, lookalikes: Sequence[ProspectCompany], cap: int) -> Terms:
    """The terms for all that were not looked at yet."""
    count = sum(row.enriching is CompanyWork.NONE for row in lookalikes)
    return Terms(price, count, min(price.company * count, cap))


def asks(state: SessionState, board: Board) -> bool:
    """Whether a session waits for somebody to agree."""
    stopped = state is SessionState.SUMMARY_EMITTED and board.stopped
    return stopped or state is SessionState.CANDIDATES_FOUND


def agree(board: Board, offered: Terms, shown: int | None) -> Board:
    """The board with the person's word; a `StaleError` when they saw a lower price."""
    if shown is not None and offered.most > shown:
        raise StaleError(DEARER)
    return board.agreeing(offered.most if shown is None else shown, offered.price.company)


async def pay(  # who agrees to what, and where
    context: Context,
    repos: Repositories,
    actor: Actor,
    row: ProspectSession,
    price: Price,
    shown: int | None,
) -> None:
    """Begin with the top ten, or go on after the money ran out; nothing where that was done already."""
    board, more = board_of(row), row.state is SessionState.SUMMARY_EMITTED
    if more and board.rounds and not board.stopped:
        return
    if not (more and board.stopped):
        move(row, SessionState.ENRICHMENT_RUNNING, context.clock.now())
    offered = terms(price, await repos.prospecting.lookalikes(row.id), context.budget.millicents)
    put_board(row, agree(board, offered, shown))
    phase = NEXT40 if more else TOP10
    count = await let_wait(repos, row.id, phase)
    text = GOING_ON.format(count) if more else ENRICHING.format(min(count, TOP))
    if not more:
        await reach(context, repos, row, START_TOP10, text, {"companies": count})
    said = f"{text} At most ${offered.most / 100_000:,.2f}."
    note(repos, actor.user, AuditAct.ENRICHMENT_STARTED, context.clock.now(), row.id, said)
    await begin(context, repos, row, phase)
    await context.changed(repos, row)
