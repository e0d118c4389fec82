"""A search for contacts: asked about with what it may cost, live with a tick a lead, and its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.enrichment.card import Closed, ContactCard, ContactLine, SearchStatus, TargetState
from bot.views import blocks as b

LINES = 10
"""Leads in one block."""
_LONGEST, _ADDRESS = 60, 100
"""Characters of a name, and of an address, that a line shows."""
CENT = 1_000
_EXPECTED = frozenset({Closed.NO_KEY, Closed.NO_READER, Closed.NO_VERIFIER})
WHY: Mapping[Closed, str] = {
    Closed.NO_KEY: "no key",
    Closed.SKIPPED: "skipped here",
    Closed.LEFT_OUT: "left out this time",
    Closed.NO_READER: "reads no pages yet",
    Closed.NO_VERIFIER: "guesses, which need ZeroBounce",
    Closed.REFUSED: "refused its key",
    Closed.OUT_OF_CREDIT: "out of credit",
    Closed.THROTTLED: "asks for a break",
    Closed.BREAKER: "failing right now",
}
_MARKS: Mapping[TargetState, str] = {
    TargetState.VERIFIED: "✓",
    TargetState.UNVERIFIED: "?",
    TargetState.SHARED: "□",
    TargetState.NOTHING: "–",
    TargetState.SEARCHING: "…",
    TargetState.WAITING: "·",
}
_ORDER = tuple(_MARKS)
_SAID: Mapping[TargetState, str] = {
    TargetState.UNVERIFIED: "not verified",
    TargetState.SHARED: "a shared inbox",
    TargetState.NOTHING: "nothing found",
    TargetState.SEARCHING: "looking",
}


def contact_message(card: ContactCard) -> b.Message:
    """The one message of a search, in any of its states."""
    head = _head(card)
    match card.status:
        case SearchStatus.ASKING:
            blocks = [b.section(head), *_terms(card), _question(card)]
        case SearchStatus.DECLINED:
            blocks = [b.section(head)]
        case _:
            blocks = [b.section(head), *_lines(card), *_foot(card)]
    return b.Message(head.replace("*", ""), blocks)


def _head(card: ContactCard) -> str:
    who = _who(card)
    match card.status:
        case SearchStatus.ASKING:
            return f"*Find the work e-mail{'' if len(card.lines) == 1 else 's'} of {who}?*"
        case SearchStatus.DECLINED:
            return f"All right, I'm not looking for {who}."
        case SearchStatus.RUNNING:
            return f"*Looking for e-mails: {card.settled} of {len(card.lines)}*"
        case SearchStatus.STOPPED:
            left = len(card.lines) - card.settled
            by = f" by <@{card.ended_by}>" if card.ended_by else ""
            return f"*Stopped{by}: {_verified(card)}* {left} not looked for; what was found is kept."
    return f"*Done: {_verified(card)}*"


def _who(card: ContactCard) -> str:
    if len(card.lines) != 1:
        return f"{len(card.lines)} leads"
    line = card.lines[0]
    at = f" at {_short(line.company)}" if line.company else ""
    return f"{_short(line.name)}{at}"


def _verified(card: ContactCard) -> str:
    verified = card.count(TargetState.VERIFIED)
    return f"{verified} verified e-mail{'' if verified == 1 else 's'} for {len(card.lines)} lead" + (
        "." if len(card.lines) == 1 else "s."
    )


def _terms(card: ContactCard) -> Iterator[b.Block]:
    if len(card.lines) > 1:
        names = ", ".join(_short(line.name) for line in card.lines[:3])
        more = f" and {len(card.lines) - 3} more" if len(card.lines) > 3 else ""  # noqa: PLR2004 - as above
        yield b.context(f"{names}{more}")
    cost = f"It costs at most *{money(card.most)}*, usually far less." if card.most else "It costs nothing."
    yield b.section(f"I ask {' → '.join(card.asks)} until one is found. {cost}")
    yield from _unverified(card)
    yield from _left_out(card)


def _unverified(card: ContactCard) -> Iterator[b.Block]:
    if card.unverified is not None:
        why = WHY[card.unverified]
        yield b.context(
            f"⚠️  Nothing counts as verified: ZeroBounce, which checks addresses, is not asked ({why})."
        )


def _left_out(card: ContactCard) -> Iterator[b.Block]:
    if card.left_out:
        not_asked = ", ".join(f"{title} ({WHY[reason]})" for title, reason in card.left_out)
        yield b.context(f"Not asked: {not_asked}")


def _question(card: ContactCard) -> b.Block:
    sure = b.confirm(
        "Find e-mails?", f"This may cost up to {money(card.most)} at your providers.", "Find them", "Not yet"
    )
    return b.actions(
        b.button(
            "Find e-mails", "contact_start", card.id, style="primary", confirm=sure if card.most else None
        ),
        b.button("Cancel", "contact_decline", card.id),
    )


def _lines(card: ContactCard) -> Iterator[b.Block]:
    """A line a lead, the verified first; of those that were not looked for, only how many they are."""
    waits = card.status is SearchStatus.RUNNING
    shown = sorted(
        (line for line in card.lines if line.state is not TargetState.WAITING),
        key=lambda line: _ORDER.index(line.state),
    )
    for start in range(0, len(shown), LINES):
        checked = card.unverified is None
        yield b.section("\n".join(_line(line, checked) for line in shown[start : start + LINES]))
    waiting = len(card.lines) - len(shown)
    if waiting:
        words = f"wait{'s' if waiting == 1 else ''} for their turn" if waits else "not looked for"
        yield b.context(f"{waiting} more {words}.")


def _line(line: ContactLine, checked: bool) -> str:
    at = f", {_short(line.company)}" if line.company else ""
    said = _SAID.get(line.state, "")
    if line.state is TargetState.SHARED and not checked:
        said = "a usual shared inbox, not checked"
    found = " · ".join(filter(None, (b.code(b.cut(line.email, _ADDRESS)) if line.email else "", said)))
    by = f" · {line.provider}" if line.provider and line.state is not TargetState.SHARED else ""
    return f"{_MARKS[line.state]}  *{_short(line.name)}*{at} · {found}{by}"


def _foot(card: ContactCard) -> Iterator[b.Block]:
    parts = [f"Spent: {money(card.spent)} of at most {money(card.most)}" if card.most else "Spent: nothing"]
    if card.status is SearchStatus.RUNNING and card.throttled:
        parts.append("one at a time, since a provider asks for a break")
    yield b.context(" · ".join(parts))
    yield from _unverified(card)
    trouble = [(title, why) for title, why in card.left_out if why not in _EXPECTED]
    if trouble:
        yield b.context("Not asked any more: " + ", ".join(f"{title} ({WHY[why]})" for title, why in trouble))
    if len(card.lines) == card.count(TargetState.NOTHING) == 1:
        yield b.context("Write the company's website instead of its name (acme.com) if you know it.")
    if card.status is SearchStatus.RUNNING:
        yield b.actions(b.button("Stop", "contact_stop", card.id))


def money(millicents: float) -> str:
    """An amount in dollars; what is less than a cent says so."""
    if 0 < millicents < CENT:
        return "less than 1 cent"
    return f"${millicents / CENT / 100:,.2f}"


def _short(text: str) -> str:
    return b.escape(b.cut(text, _LONGEST))


def titles(names: Sequence[str]) -> str:
    """An order of providers in a line."""
    return " → ".join(b.escape(name) for name in names)
