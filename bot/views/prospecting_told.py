"""What the thread of a search is told, and what it offers there: contacts for a price, and the review."""

from __future__ import annotations

from collections.abc import Iterator

from agent.prospecting.card import SessionCard, SessionState
from agent.prospecting.milestones import BUDGET, CANDIDATES_FOUND, NEXT40, SUMMARY, Told
from agent.prospecting.paying import Terms
from bot.views import blocks as b
from bot.views.contact import money
from bot.views.review import MINE

OFFERS = frozenset({CANDIDATES_FOUND, SUMMARY, NEXT40, BUDGET})
"""Milestones whose messages have a button, while it can be pressed."""
_UNVERIFIED = "No address would be verified: ZeroBounce has no key (an admin sets it in the settings)."


def told_message(told: Told, card: SessionCard) -> b.Message:
    """A milestone in the thread, with the time since the search began, and what can be done now."""
    text = b.escape(told.sentence)
    time = f" · {_time(told.seconds)}" if told.seconds >= 1 else ""
    blocks = [b.context(f"{text}{time}")]
    if offered := list(_offered(told.event, card)):
        # The message is shown again as the search goes on: who presses meanwhile presses the same button.
        blocks.append(b.actions(*offered, block_id=f"told:{told.key}"))
    return b.Message(text, blocks)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _offered(event: str, card: SessionCard) -> Iterator[b.Block]:
    if (event == CANDIDATES_FOUND and card.state is SessionState.CANDIDATES_FOUND) or event == BUDGET:
        yield from enrich_button(card)
    elif event in {SUMMARY, NEXT40}:
        yield from review_button(card)


def review_button(card: SessionCard) -> Iterator[b.Block]:
    """The way to the people who were found, once the first summary is there."""
    if card.state is SessionState.SUMMARY_EMITTED and any(line.known.contacts for line in card.enriched):
        yield b.button("Review", "review_open", MINE, style="primary")


def enrich_button(card: SessionCard) -> Iterator[b.Block]:
    """Begins to find contacts, or goes on; the question before it says what that may cost."""
    if card.terms is None:
        return
    label = "Go on" if card.stopped else "Run enrichment"
    sure = b.confirm(f"{label}?", "\n".join(_terms(card.terms)), label, "Not yet")
    value = f"{card.id}:{card.terms.most}"
    yield b.button(label, "icp_enrich", value, style="primary", confirm=sure)


def _terms(terms: Terms) -> Iterator[str]:
    """What it costs at most, and how that comes about."""
    price = terms.price
    if not price.company:
        yield f"I look for up to {price.people} people at each of {terms.companies} companies, for nothing."
    else:
        yield (
            f"*At most {money(terms.most)}*, usually far less: up to {price.people} people at each of "
            f"{terms.companies} companies, {money(price.company / price.people)} each if all providers are "
            "asked, by their list prices."
        )
    if terms.capped:
        yield f"I stop before {money(terms.most)} is passed, and ask you again."
    if price.simulated:
        yield "Providers are simulated here: nothing is really paid."
    if not price.verifies:
        yield _UNVERIFIED


def price_line(card: SessionCard) -> Iterator[b.Block]:
    """What contacts would cost, or what they have cost so far."""
    if card.terms is not None and not card.stopped:
        most = card.terms.most
        simulated = (
            " Contact providers are simulated here, with demo keys." if card.terms.price.simulated else ""
        )
        cost = f"Contacts cost at most {money(most)}, usually far less." if most else "Contacts cost nothing."
        yield b.context(f"{cost}{simulated}")
        if not card.terms.price.verifies:
            yield b.context(f"⚠️  {_UNVERIFIED}")
    elif card.agreed:
        yield b.context(f"Spent on contacts: {money(card.spent)} of at most {money(card.agreed)}")
