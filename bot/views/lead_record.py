"""One lead in a modal: what is known with its sources, its runs, who it may be as well, what was done."""

from __future__ import annotations

from collections.abc import Iterator

from agent.leads.fact import Fact
from agent.leads.record import Alike, Blocked, FieldView, LeadCard, RunOf, Undoable
from bot.views import blocks as b
from bot.views.lead import LONGEST_LINK
from bot.views.settings import ACTS

LONGEST_VALUE = 300
OLDER = 3
RUNS = 5
MOST_FIELDS = 30
_LINKS = frozenset({"profile_url", "company_url", "website"})


def record_modal(card: LeadCard, note: str = "") -> b.Block:
    """The whole lead; a `note` says what was just done."""
    blocks = [*_head(card, note), b.divider(), *_fields(card), *_runs(card), *_alike(card), *_history(card)]
    return b.modal("Lead", "done", card.id, blocks)


def _head(card: LeadCard, note: str) -> Iterator[b.Block]:
    if note:
        yield b.section(f":white_check_mark: {b.escape(note)}")
    if card.undoable is not None:
        yield _undo(card.undoable)
    what = " at ".join(
        b.escape(b.cut(part, 100)) for part in (card.value("title"), card.value("company")) if part
    )
    yield b.section(f"*{b.escape(b.cut(card.name, 150))}*\n{what}".strip())
    if card.blocked is not None:
        yield b.alert(_blocked(card.blocked), "error")
    contact = (
        b.button("Allow contact", "lead_unblock", card.id)
        if card.blocked
        else b.button("Do not contact", "lead_block", card.id)
    )
    yield b.actions(
        b.button("Edit", "lead_edit", card.id),
        contact,
        b.button("Delete person", "lead_delete", card.id, style="danger"),
        block_id="lead",
    )


def _undo(merge: Undoable) -> b.Block:
    text = f"Two leads were merged into this one. That can be undone until {b.when(merge.until, '{time}')}."
    return b.section(text, b.button("Undo the merge", "lead_unmerge", merge.id))


def _blocked(blocked: Blocked) -> str:
    who = f" <@{blocked.by}>," if blocked.by else ""
    return f"*Do not contact:* {b.escape(blocked.reason)} ·{who} {b.when(blocked.at, '{date_short_pretty}')}"


def _fields(card: LeadCard) -> Iterator[b.Block]:
    yield from (b.section(_field(each)) for each in card.fields[:MOST_FIELDS])
    if len(card.fields) > MOST_FIELDS:
        yield b.context(f"and {len(card.fields) - MOST_FIELDS} fields more")


def _field(field: FieldView) -> str:
    value = _value(field.name, field.counts.value) if field.counts.value else "_left empty_"
    lines = [f"*{b.escape(field.label)}*  {value}", f"_{source(field.counts)}_"]
    if field.since is not None:
        lines.append(f"Found since: {_value(field.name, field.since.value)} · _{source(field.since)}_")
    lines += [f"Before: {_value(field.name, each.value)} · _{source(each)}_" for each in field.older[:OLDER]]
    if len(field.older) > OLDER:
        lines.append(f"and {len(field.older) - OLDER} older values")
    return "\n".join(lines)


def _value(name: str, value: str) -> str:
    linked = name in _LINKS and value.startswith("https://") and len(value) <= LONGEST_LINK
    shown = b.escape(b.cut(value, LONGEST_VALUE))
    if linked and not set("|<> \n") & set(value):
        return f"<{b.escape(value)}|{shown}>"
    return shown


def source(fact: Fact) -> str:
    """Who says so, and when it was seen last."""
    who = f"<@{fact.by}>" if fact.by else b.escape(b.cut(fact.source.removesuffix(".js"), 100))
    return f"{who}, {b.when(fact.seen_at, '{date_short_pretty}')}"


def _runs(card: LeadCard) -> Iterator[b.Block]:
    if not card.runs:
        return
    lines = [_run(run) for run in card.runs[:RUNS]]
    if len(card.runs) > RUNS:
        lines.append(f"and {len(card.runs) - RUNS} runs more")
    yield b.divider()
    yield b.section("\n".join(("*Delivered by*", *lines)))


def _run(run: RunOf) -> str:
    again = " · was known before" if run.known else ""
    return f"•  {b.escape(run.title)} · {b.when(run.at, '{date_short_pretty}')}{again}"


def _alike(card: LeadCard) -> Iterator[b.Block]:
    if card.alike:
        yield b.divider()
        yield b.section("*Perhaps the same person*")
    yield from (_other(card, other) for other in card.alike)


def _other(card: LeadCard, other: Alike) -> b.Block:
    what = f"  {b.escape(b.cut(other.what, 150))}" if other.what else ""
    text = f"*{b.escape(b.cut(other.name, 100))}*{what}\n{b.escape(other.why)}"
    return b.section(text, b.button("Merge", "lead_merge", f"{card.id}|{other.id}"))


def _history(card: LeadCard) -> Iterator[b.Block]:
    lines = [f"found first {b.when(card.created_at)}"]
    for line in reversed(card.history):
        detail = f": {b.escape(line.detail)}" if line.detail else ""
        lines.append(f"<@{line.user}> {ACTS[line.act]}{detail} {b.when(line.at)}")
    yield b.divider()
    yield b.context("*History*\n" + "\n".join(reversed(lines)))
