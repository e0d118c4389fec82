"""A search for customers like one's own: its card in a thread, Home's part, and the list of companies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from agent.prospecting.card import TOP, CompanyLine, CompanyWork, SessionCard, SessionState
from bot.views import blocks as b
from bot.views.prospecting_told import enrich_button, price_line, review_button

ASKS = "I would read their sites and search for companies like them. Nothing is read before you confirm."
OFFER = "Tell me your best customers and I'll find companies like them, with contacts."
_MARKS = {
    CompanyWork.NONE: "○",
    CompanyWork.WAITING: "○",
    CompanyWork.RUNNING: "◔",
    CompanyWork.DONE: "✔",
    CompanyWork.FAILED: "✖",
}
_SAID = {
    SessionState.INTAKE_SAVED: "noted",
    SessionState.SEEDS_MAPPED: "noted",
    SessionState.CONFIRM_PENDING: "waits for you to confirm",
    SessionState.PLANNING: "looking",
    SessionState.TOPLIKES_READY: "looking",
    SessionState.PROFILE_READY: "looking",
    SessionState.CANDIDATES_FOUND: "found; contacts wait for your word",
    SessionState.ENRICHMENT_RUNNING: "finding contacts",
    SessionState.SUMMARY_EMITTED: "done",
    SessionState.CANCELLED: "cancelled",
    SessionState.FAILED: "ended without a result",
}
_NOTES = 3
_BAR = 10


def session_message(card: SessionCard) -> b.Message:
    """The card of a search, as it stands."""
    head = b.section(f"*{b.escape(card.title)}*\n{_line(card)}")
    blocks = [head, *_SHOWN.get(card.state, _looking)(card)]
    if card.notes:
        blocks.append(b.context(*(f"_{b.escape(note)}_" for note in card.notes[-_NOTES:])))
    if buttons := list(_buttons(card)):
        blocks.append(b.actions(*buttons, block_id=f"icp:{card.state}:{card.version}"))
    return b.Message(b.escape(f"{card.title}: {_SAID[card.state]}"), blocks)


def _line(card: SessionCard) -> str:
    match card.state:
        case SessionState.CANCELLED:
            return f"Cancelled by <@{card.ended_by}>. What was found is kept."
        case SessionState.FAILED:
            return b.escape(card.sentence)
        case SessionState.CONFIRM_PENDING:
            return ASKS
        case SessionState.SUMMARY_EMITTED:
            return _people(card.enriched)
    return f"{_SAID[card.state].capitalize()} · since {b.when(card.moved_at, '{time}')}"


def _people(lines: Sequence[CompanyLine]) -> str:
    contacts = [contact for line in lines for contact in line.known.contacts]
    verified = sum(contact.verified for contact in contacts)
    return f"{len(contacts):,} contacts at {len(lines):,} companies, {verified:,} with a verified e-mail."


def _asking(card: SessionCard) -> Iterator[b.Block]:
    """What was told, to be confirmed."""
    names = "\n".join(f"•  {each.name} · {each.domain}" for each in card.intake.customers)
    yield b.section(f"*Your site:* {card.intake.website}\n*Best customers:*\n{b.escape(names)}")
    if card.intake.lost:
        lost = "\n".join(f"•  {each.name}: {each.reason}" for each in card.intake.lost)
        yield b.section(f"*Lost:*\n{b.escape(b.cut(lost, 800))}")


def _looking(card: SessionCard) -> Iterator[b.Block]:
    """How far reading is."""
    done, total = card.customers.done + card.customers.failed, card.customers.total
    lines = [f"{_bar(done, total)}  {done} of {total} sites of your customers"]
    if card.candidates.total:
        read, found = card.candidates.done + card.candidates.failed, card.candidates.total
        lines.append(f"{_bar(read, found)}  {read} of {found} sites of companies like them")
    elif done == total:
        lines.append("◔  Searching for companies like them")
    yield b.section("\n".join(lines))


def _bar(done: int, total: int) -> str:
    full = round(_BAR * done / total) if total else 0
    return f"{'▰' * full}{'▱' * (_BAR - full)}"


def _found(card: SessionCard) -> Iterator[b.Block]:
    """The best of the list."""
    rows = [
        (str(line.rank), line.name, f"{line.known.points:.0f}", line.known.why)
        for line in card.lookalikes[:TOP]
    ]
    yield b.table([("#", "Company", "Fit", "Why"), *rows])
    more = len(card.lookalikes) - len(rows)
    yield b.context(f"{more} more are under *All companies*." if more > 0 else "That is all of them.")
    yield from price_line(card)


def _ticking(card: SessionCard) -> Iterator[b.Block]:
    """The top, a company a line, with what was found."""
    yield b.section("\n".join(_tick(line) for line in card.lookalikes[:TOP]))
    yield from price_line(card)


def _summed(card: SessionCard) -> Iterator[b.Block]:
    """The top as a table, and how far the others are."""
    rows = [_row(line) for line in card.lookalikes[:TOP]]
    yield b.table([("#", "Company", "Contacts", "Verified", "Score"), *rows])
    if card.works_on:
        done, total = len(card.enriched), len(card.lookalikes)
        yield b.section(f"{_bar(done, total)}  {done} of {total} companies; the others go on by themselves")
    yield from price_line(card)


def _row(line: CompanyLine) -> tuple[str, ...]:
    contacts, grade = line.known.contacts, line.known.grade
    verified = sum(contact.verified for contact in contacts)
    score = f"{grade.points:.0f} · {grade.tier}" if grade else ""
    return str(line.rank), line.name, str(len(contacts)), str(verified), score


def _tick(line: CompanyLine) -> str:
    name = f"{_MARKS[line.enriching]}  *{b.escape(line.name)}*"
    if line.enriching not in {CompanyWork.DONE, CompanyWork.FAILED}:
        return name
    contacts = line.known.contacts
    verified = sum(contact.verified for contact in contacts)
    people = f"{len(contacts)} contact{'' if len(contacts) == 1 else 's'}, {verified} verified"
    grade = f" · {line.known.grade.points:.0f} ({line.known.grade.tier})" if line.known.grade else ""
    return f"{name} · {people if contacts else 'nobody found'}{grade}"


def _ended(card: SessionCard) -> Iterator[b.Block]:
    if card.lookalikes:
        yield from _found(card)


_SHOWN: dict[SessionState, Callable[[SessionCard], Iterator[b.Block]]] = {
    SessionState.INTAKE_SAVED: _asking,
    SessionState.SEEDS_MAPPED: _asking,
    SessionState.CONFIRM_PENDING: _asking,
    SessionState.CANDIDATES_FOUND: _found,
    SessionState.ENRICHMENT_RUNNING: _ticking,
    SessionState.SUMMARY_EMITTED: _summed,
    SessionState.CANCELLED: _ended,
    SessionState.FAILED: _ended,
}


def _buttons(card: SessionCard) -> Iterator[b.Block]:
    if card.state is SessionState.CONFIRM_PENDING:
        yield b.button("Confirm", "icp_confirm", card.id, style="primary")
    yield from review_button(card)
    yield from enrich_button(card)
    if card.profile is not None and card.profile.lines:
        yield b.button("Profile", "icp_profile", card.id)
    if card.lookalikes:
        yield b.button("All companies", "icp_companies", card.id)
    over = card.state in {SessionState.CANCELLED, SessionState.FAILED}
    if not over and (card.state is not SessionState.SUMMARY_EMITTED or card.works_on):
        sure = b.confirm("Cancel this search?", "It goes no further. What was found is kept.", "Cancel it")
        yield b.button("Cancel", "icp_cancel", card.id, confirm=sure)
    if over:
        yield b.button("Start another", "icp_again", card.id)
    else:
        yield b.overflow("icp_follow", {card.id: "Follow elsewhere"})


def prospecting_part(cards: Sequence[SessionCard] | None) -> Iterator[b.Block]:
    """Home's part: the searches that go on, and the way to a new one; nothing where there are none at all."""
    if cards is None:
        return
    for card in cards[:3]:
        companies = b.button("All companies", "icp_companies", card.id) if card.lookalikes else None
        yield b.section(f"*{b.escape(card.title)}*\n{_SAID[card.state].capitalize()}", companies)
    if not cards:
        yield b.context(OFFER)
    yield b.actions(b.button("Find customers like ours", "icp_new", "home"))
