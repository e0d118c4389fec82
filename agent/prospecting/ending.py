"""How a search ends: with all that was found, with what there is so far, or with why there is nothing."""

from __future__ import annotations

from collections.abc import Sequence

from agent.prospecting import milestones as m
from agent.prospecting.context import Context, board_of, known_of, locked, put_board
from agent.prospecting.phases import ENRICHING, PHASES
from agent.prospecting.states import is_over, move
from storage.models import CompanyWork, ProspectCompany, ProspectSession, SessionState
from storage.repositories import Repositories

FAILED = (
    "Something broke on my side, and this search cannot go on. What was found is kept. Start another one; if "
    "that breaks, too, tell whoever runs me."
)
BROKEN_OFF = "Something broke on my side, so I look at no more companies. What was found is kept."


def summary(rows: Sequence[ProspectCompany]) -> tuple[str, dict[str, int | float | str]]:
    """What enriching came to, in a sentence and in numbers."""
    done = [known_of(row) for row in rows if row.enriching in {CompanyWork.DONE, CompanyWork.FAILED}]
    contacts = sum(len(known.contacts) for known in done)
    verified = sum(contact.verified for known in done for contact in known.contacts)
    text = f"{len(done)} companies, {contacts} contacts, {verified} with a verified e-mail."
    return text, {"companies": len(done), "contacts": contacts, "verified": verified}


async def tell_end(context: Context, repos: Repositories, session: ProspectSession, *, whole: bool) -> None:
    """Say what the background came to, once each time a person agreed to it."""
    text, counts = summary(await repos.prospecting.lookalikes(session.id))
    said = f"All done. {text}" if whole else f"So far: {text}"
    key = m.key_of_round(m.ALL_DONE, board_of(session).rounds)
    await m.reach(context, repos, session, m.PROGRESS, said, counts, key)
    await context.changed(repos, session)


async def fail(context: Context, repos: Repositories, session: ProspectSession, sentence: str) -> None:
    """End a session without a result; the sentence says why, and what to do."""
    move(session, SessionState.FAILED, context.clock.now())
    session.sentence = sentence
    await context.changed(repos, session)


async def break_off(context: Context, workspace: str, session_id: str, name: str) -> None:
    """End a session whose job broke in this phase, as a step of that job; a result that is there stands."""

    async def body(repos: Repositories) -> None:
        session = await locked(repos, session_id)
        if session.state is SessionState.SUMMARY_EMITTED:
            await _give_up(context, repos, session, name)
        elif not is_over(session.state):
            await fail(context, repos, session, FAILED)

    await context.write("fail", workspace, body)


async def _give_up(context: Context, repos: Repositories, session: ProspectSession, name: str) -> None:
    """Look at no more companies of a phase in the background, and say so where somebody counts on them."""
    phase = PHASES[name]
    if session.state not in phase.states:
        return
    pays = phase.work == ENRICHING
    instead = {
        CompanyWork.WAITING: CompanyWork.NONE if pays else CompanyWork.DONE,
        CompanyWork.RUNNING: CompanyWork.FAILED if pays else CompanyWork.DONE,
    }
    for row in await repos.prospecting.companies(session.id, *phase.roles):
        now = getattr(row, phase.work)
        setattr(row, phase.work, instead.get(now, now))
    if pays:
        put_board(session, board_of(session).noting(BROKEN_OFF))
        await repos.session.flush()
        await tell_end(context, repos, session, whole=False)
