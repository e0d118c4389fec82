"""The review of leads: one lead with what a decision needs, a page of them, and what they stand at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from agent.leads.service import LeadLine
from agent.research.lookups import LookUp
from agent.review.card import Act, Decision, Detail, LeadState, Look, Place, Table, Tier
from bot.views import blocks as b
from bot.views.review_look_up import look_up_part
from bot.views.score_bar import TIERS, bar, score_words

MINE = "mine"
"""Stands where a run's id would: all of a person's leads."""
TITLE = "Review"
STATES: Mapping[LeadState, str] = {
    LeadState.NEW: "not contacted yet",
    LeadState.RESEARCHING: "being researched",
    LeadState.RESEARCHED: "researched",
    LeadState.EMAILED: "e-mailed",
    LeadState.REPLIED: "has replied",
    LeadState.UNSUBSCRIBED: "wants no mail",
    LeadState.BOUNCED: "mail bounced",
}
DECIDED: Mapping[Decision, str] = {
    Decision.PROPOSED: "waiting",
    Decision.APPROVED: "approved",
    Decision.REJECTED: "rejected",
    Decision.SKIPPED: "skipped",
}
NOTHING: Mapping[Decision, str] = {
    Decision.PROPOSED: "*Nothing waits for review.* New leads come here when a run ends.",
    Decision.APPROVED: "*No lead is approved yet.*",
    Decision.REJECTED: "*No lead was rejected.*",
    Decision.SKIPPED: "*No lead was skipped.*",
}
_MENTION = re.compile(r"&lt;@([UW][A-Z0-9]{1,20})&gt;")
_SHORT, _LINK = 100, 60
_FEWEST = 2
"""Leads of a tier that are worth a button for all of them."""


def words(text: str) -> str:
    """What a use case says, with the people it mentions, and nothing else that is live."""
    return _MENTION.sub(r"<@\1>", b.escape(text))


def review_modal(look: Look, look_up: LookUp | None = None) -> b.Block:
    """One lead and what can be decided; where there is none, what to do instead."""
    return b.modal(TITLE, "done", remembered(look.place), list(_blocks(look, look_up)))


def remembered(place: Place, **changes: str) -> str:
    """What a modal remembers of where it is; not what was just said."""
    kept = place.but(**{"target": "", "seen": "", "said": ""} | changes)
    return kept.model_dump_json(exclude_defaults=True)


def _blocks(look: Look, look_up: LookUp | None) -> Iterator[b.Block]:
    yield from _said(look.place)
    where = [] if look.lead is None else [_position(look)]
    yield b.context(" · ".join([*where, *map(b.escape, narrowed(look.place))]))
    if look.scoring:
        yield b.context(f"{look.scoring:,} leads are still being scored; the best of the others come first.")
    if look.lead is None:
        yield b.section(_nothing(look.place))
    else:
        yield from _lead(look.lead)
        yield from look_up_part(look_up)
        yield b.actions(*_decisions(look.lead), block_id="decide")
    yield b.divider()
    yield b.actions(*_ways(look), block_id="ways")
    yield from bulk(look.tiers, look.place, only=look.lead.line.tier if look.lead else None)
    if look.lead is not None:
        yield from _history(look.lead)


def _said(place: Place) -> Iterator[b.Block]:
    if place.said:
        yield b.section(words(place.said))


def _nothing(place: Place) -> str:
    """Why there is no lead to look at."""
    if place.done:
        return f"*That was the last one.* {place.done:,} decided since you opened this."
    return "*No lead is like that.* Filter shows others." if place.narrowed else NOTHING[place.show]


def _position(look: Look) -> str:
    return f"{look.position:,} of {look.total:,}" if look.position else f"{look.total:,} in all"


def narrowed(place: Place) -> Iterator[str]:
    """What is looked through, in words; not escaped."""
    yield DECIDED[place.show]
    if place.tiers:
        yield " or ".join(TIERS[tier].lower() for tier in place.tiers)
    if place.email is not None:
        yield "with an e-mail" if place.email else "without an e-mail"
    if place.qualified is not None:
        yield "qualified" if place.qualified else "not qualified"
    if place.company:
        yield f"at {place.company}"
    if place.run:
        yield "of one run"
    if place.team:
        yield "the whole team's"


def _lead(lead: Detail) -> Iterator[b.Block]:
    line = lead.line
    yield b.header(b.cut(line.name or "Unknown", _SHORT))
    what = " at ".join(_short(part) for part in (line.title, line.company) if part)
    facts = (what, _short(line.location or ""), _email(lead), STATES[lead.state])
    yield b.section("\n".join(filter(None, (facts[0], " · ".join(filter(None, facts[1:]))))))
    scored = lead.scored
    yield b.section(f"{bar(scored.score)}  {score_words(scored.score, scored.tier)}")
    if lead.reason.strip():
        yield b.section(b.escape(b.cut(lead.reason, 1_200)))
    qualified = "✓ Qualified for a message" if not lead.lacks else f"Not qualified: needs {_lacks(lead)}"
    yield b.context(qualified, *_links(lead.links))
    if lead.decision is not Decision.PROPOSED:
        yield b.context(_decision(lead))


def _email(lead: Detail) -> str:
    """The address, and whether one may count on it."""
    if not lead.line.email:
        return "no e-mail"
    return f"{_short(lead.line.email)} ({'verified' if lead.verified else 'not verified'})"


def _short(text: str) -> str:
    return b.escape(b.cut(text, _SHORT))


def _lacks(lead: Detail) -> str:
    return b.escape("; ".join(lead.lacks))


def _links(links: Mapping[str, str]) -> Iterator[str]:
    for name, url in links.items():
        yield f"<{b.escape(url).replace('|', '%7C')}|{b.cut(name, _LINK)}>"


def _decision(lead: Detail) -> str:
    who = f" by <@{lead.decided_by}>" if lead.decided_by else ""
    when = f" {b.when(lead.decided_at, '{ago}')}" if lead.decided_at else ""
    why = f": {b.escape(lead.rejection)}" if lead.rejection else ""
    return f"{DECIDED[lead.decision].capitalize()}{who}{when}{why}"


def _decisions(lead: Detail) -> Iterator[b.Block]:
    """What can be decided, but for what is so already; a button carries the act that it was shown after."""
    value = f"{lead.line.id}:{lead.batch}"
    if lead.decision is not Decision.APPROVED:
        yield b.button("Approve", "review_approve", value, style="primary")
    if lead.decision is not Decision.REJECTED:
        yield b.button("Reject", "review_reject", value, style="danger")
    if lead.decision is not Decision.SKIPPED:
        yield b.button("Skip", "review_skip", value)


def _ways(look: Look) -> Iterator[b.Block]:
    yield b.button("Table", "review_table", "0")
    yield b.button("Filter", "review_filter", "0")
    yield from undo(look.last)


def undo(last: Act | None) -> Iterator[b.Block]:
    """Takes the last act back; the button names it."""
    if last is not None:
        what = last.name if last.people == 1 else f"{last.people:,} leads"
        text = b.cut(f"Undo: {DECIDED[last.decision]} {what}", 60)
        yield b.button(text, "review_undo", last.batch)


def bulk(tiers: Mapping[Tier, int], place: Place, only: Tier | None = None) -> Iterator[b.Block]:
    """A tier at once, of what is looked through; the confirmation says how many."""
    buttons = [
        _at_once(tier, number, decision)
        for tier, number in tiers.items()
        if number >= _FEWEST and (only is None or tier is only)
        for decision in _AT_ONCE
        if decision is not place.show and (decision is Decision.APPROVED or only is None)
    ]
    if buttons:
        yield b.actions(*buttons, block_id="bulk")


_AT_ONCE: Mapping[Decision, tuple[str, str]] = {
    Decision.APPROVED: ("Approve", "They may be written to from then on."),
    Decision.REJECTED: ("Reject", "They do not come back by themselves."),
}


def _at_once(tier: Tier, number: int, decision: Decision) -> b.Block:
    verb, means = _AT_ONCE[decision]
    what = f"{number:,} {tier.value} leads"
    sure = b.confirm(
        f"{verb} {what}?", f"{verb}s all {what} at once. {means} Undo takes it back.", f"{verb} {number:,}"
    )
    action = f"{tier.value}_{decision.value}"
    return b.button(
        f"{verb} all {number:,} {tier.value}",
        f"review_all_{action}",
        f"{tier.value}:{decision.value}:{number}",
        confirm=sure,
    )


def _history(lead: Detail) -> Iterator[b.Block]:
    """The scores before this one, newest first."""
    lines = [
        f"{past.score} ({TIERS[past.tier].lower()}) {b.when(past.at)}: {b.escape(past.why)}"
        for past in lead.history
    ]
    if lines:
        yield b.context("\n".join(("*Scores*", *lines)))


def table_modal(table: Table) -> b.Block:
    """A page of leads, each with the way to it; and a tier at once."""
    place = table.place
    blocks = [
        *_said(place),
        b.context(" · ".join([f"{table.people:,} leads", *map(b.escape, narrowed(place)), _pages(table)])),
        *_rows(table.lines),
    ]
    if not table.lines:
        blocks.append(b.section(_nothing(place)))
    turns = []
    if table.page > 0:
        turns.append(b.button("Previous", "review_page", str(table.page - 1)))
    if table.page < table.pages - 1:
        turns.append(b.button("Next", "review_page_next", str(table.page + 1)))
    ways = [b.button("One by one", "review_back", "0"), b.button("Filter", "review_filter", "0")]
    blocks.append(b.actions(*turns, *ways, *undo(table.last), block_id="ways"))
    blocks += bulk(table.tiers, place)
    return b.modal(TITLE, "done", remembered(place, lead=""), blocks)


def _pages(table: Table) -> str:
    return f"page {table.page + 1:,} of {table.pages:,}"


def _rows(lines: Sequence[LeadLine]) -> Iterator[b.Block]:
    for line in lines:
        what = " at ".join(_short(part) for part in (line.title, line.company) if part)
        qualified = " · ✓ qualified" if line.qualified else ""
        score = f"{bar(line.score)} {score_words(line.score, line.tier)}{qualified}"
        why = f" · {_short(line.reason)}" if line.reason else ""
        who = f"*{_short(line.name or 'Unknown')}*  {what}"
        text = f"{who}\n{score} · {_short(line.email or 'no e-mail')}{why}"
        yield b.section(text, b.button("Open", "review_show", line.id))
