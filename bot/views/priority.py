"""The priority list: Home's part, and the modal in which it is kept in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.people.priorities import TEXT_LIMIT, PriorityItem
from bot.views import blocks as b

AT_HOME = 5
PAGE = 15
NOTHING = "Nothing yet. What should come first?"


def priority_part(items: Sequence[PriorityItem]) -> Iterator[b.Block]:
    """What comes first, each with its button, and the way to the whole list."""
    for item in items[:AT_HOME]:
        yield b.section(priority_line(item), b.button("Done", "priority_done", item.id))
    if not items:
        yield b.context(NOTHING)
    more = f"All {len(items)}" if len(items) > AT_HOME else "Add or arrange"
    yield b.actions(b.button(more, "priority_open", "0"), block_id="priorities")


def priority_modal(items: Sequence[PriorityItem], page: int = 0, turn: int = 0) -> b.Block:
    """One page of the list, and a field for more; each `turn` has an empty field of its own."""
    last = max(0, (len(items) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = items[page * PAGE : (page + 1) * PAGE]
    field = b.text_input(
        f"text:{turn}", "What should come first?", placeholder="Call Acme back", max_length=TEXT_LIMIT
    )
    blocks = [field, *(part for item in shown for part in _listed(item))]
    if not items:
        blocks.append(b.context(NOTHING))
    turns = []
    if page > 0:
        turns.append(b.button("Previous", "priority_page", str(page - 1)))
    if page < last:
        turns.append(b.button("Next", "priority_page_next", str(page + 1)))
    if turns:
        blocks += [b.context(f"{len(items):,} entries · page {page + 1} of {last + 1}"), b.actions(*turns)]
    return b.modal("Priority list", "priority_form", f"{page}:{turn}", blocks, submit="Add")


def _listed(item: PriorityItem) -> list[b.Block]:
    buttons = [b.button("Done", "priority_done", item.id)]
    if item.position > 0:
        buttons += [
            b.button("Up", "priority_up", f"{item.id}:{item.position - 1}"),
            b.button("First", "priority_first", f"{item.id}:0"),
        ]
    buttons.append(b.button("Remove", "priority_remove", item.id))
    return [
        b.section(f"{item.position + 1}. {priority_line(item)}"),
        b.actions(*buttons, block_id=f"item:{item.id}"),
    ]


def priority_line(item: PriorityItem) -> str:
    """One entry in words."""
    lead = item.lead
    if lead is None:
        return b.escape(item.text)
    what = " at ".join(b.escape(b.cut(part, 100)) for part in (lead.title, lead.company) if part)
    return f"*{b.escape(b.cut(lead.name, 100))}*  {what}".strip()
