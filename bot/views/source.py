"""Where companies are searched for, in the settings: a list of one's own, and web searches with keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.discovery.listed import Listed
from agent.enrichment.vendors import VendorLine
from agent.prospecting.lists import MOST, ListCard
from bot.views import blocks as b
from bot.views.lead_import import KINDS

HOW = (
    "A CSV with a line for each company and a column with their websites; names, industries and places help. "
    "They are looked at before anybody else is asked. It takes the place of the list before."
)
NO_LIST = "no list yet; upload one to have its companies looked at first"
_ELSEWHERE = frozenset({"serper"})
"""Those whose keys are set among the contact providers, which share them."""


def sources_modal(
    sources: Sequence[tuple[str, str]], lines: Sequence[VendorLine], companies: ListCard | None
) -> b.Block:
    """Every source (name and title) with its key or list, and what can be changed of it."""
    vendors = {line.kind.name: line for line in lines}
    blocks = [
        b.context("Asked for companies like your best customers: your list first, then what gave most.")
    ]
    for name, title in sources:
        blocks += _list(companies) if name == Listed.name else _source(name, title, vendors)
    return b.modal("Search sources", "done", "", blocks)


def _list(card: ListCard | None) -> Iterator[b.Block]:
    if card is None:
        yield b.section(f"○  *{Listed.title}*\n{NO_LIST}")
        yield b.actions(b.button("Upload a list", "source_list", "new"), block_id="source:list")
        return
    lost = f" · left out, without a site: {card.left_out:,}" if card.left_out else ""
    told = f"{card.count:,} companies{lost} · by <@{card.added_by}>, {b.when(card.added_at)}"
    yield b.section(f"●  *{Listed.title}*\n{b.escape(b.cut(card.name, 100))} · {told}")
    sure = b.confirm("Remove this list?", "Its companies are not looked at any more.", "Remove")
    yield b.actions(
        b.button("Replace the list", "source_list", "again"),
        b.button("Remove the list", "source_list_remove", "list", confirm=sure),
        block_id="source:list",
    )


def _source(name: str, title: str, vendors: Mapping[str, VendorLine]) -> Iterator[b.Block]:
    line = vendors.get(name)
    if line is None:
        yield b.section(f"●  *{b.escape(title)}*\nneeds no key")
        return
    yield b.section(f"{'●' if line.has_key else '○'}  *{b.escape(title)}*\n{_state(line)}")
    if name in _ELSEWHERE:
        return
    buttons = [b.button("Replace key" if line.has_key else "Set key", "source_key", name)]
    if line.has_key:
        sure = b.confirm(f"Remove {title}'s key?", "It is not asked until a key is set again.", "Remove")
        buttons.append(b.button("Remove key", "source_key_remove", name, confirm=sure))
    yield b.actions(*buttons, block_id=f"source:{name}")


def _state(line: VendorLine) -> str:
    if line.demo:
        return "a demo key is set"
    where = " (its key is set under Contact providers)" if line.kind.name in _ELSEWHERE else ""
    return "key set" if line.has_key else f"no key: not asked{where}"


def list_modal() -> b.Block:
    """The window in which somebody chooses a file of companies."""
    chooser: b.Block = {"type": "file_input", "filetypes": list(KINDS), "max_files": 1}
    hint = f"Up to {MOST:,} companies; CSV or TSV in any common encoding."
    blocks = [b.section(HOW), b.field("file", "Your companies", chooser, hint=hint)]
    return b.modal("List of companies", "source_list_form", "", blocks, submit="Upload", close="Cancel")
