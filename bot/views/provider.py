"""Contact providers in the settings: keys, order, what is skipped, and the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agent.enrichment.preference import SHARED
from agent.enrichment.provider import Kind
from agent.enrichment.searches import SEARCHES
from agent.enrichment.vendors import LONGEST, VendorLine, VendorPage
from bot.views import blocks as b

PREFIX = "account:provider:"
"""Blocks that hold keys start with this, which is what keeps them out of every log."""
_RULES: Mapping[str, str] = {
    "website": "what stands on the company's own pages",
    "permutations": "guesses, each checked by ZeroBounce; not used without its key",
    "generic_inbox": "info@ and the like, asked last, never counted as a person's",
}


def providers_modal(page: VendorPage) -> b.Block:
    """Everybody who is asked for addresses, in the order in which they are."""
    blocks = [
        b.context("Asked from top to bottom until an address is verified. Keys are stored encrypted."),
        *(_demo() if page.offers_demo and not _all_set(page) else ()),
    ]
    own = [line.kind.name for line in page.lines if line.kind.name not in SHARED]
    for number, line in enumerate(page.lines, 1):
        blocks += _provider(line, number, own, reads_pages=page.reads_pages)
    blocks += [b.divider(), *_verifier(page.verifier), b.divider()]
    blocks.append(b.actions(b.button("What they cost and find", "provider_ledger", "ledger")))
    return b.modal("Contact providers", "done", "", blocks)


def _all_set(page: VendorPage) -> bool:
    return all(line.has_key for line in (*page.lines, page.verifier) if line.kind.fields)


def _demo() -> Iterator[b.Block]:
    text = "Vendors are simulated here, so demo keys are all you need."
    yield b.section(text, b.button("Use the demo providers", "provider_demo", "demo"))


def _provider(line: VendorLine, number: int, own: list[str], *, reads_pages: bool) -> Iterator[b.Block]:
    kind = line.kind
    used = not line.skipped and (line.has_key or not kind.fields) and (reads_pages or not kind.reads_pages)
    yield b.section(
        f"{'●' if used else '○'}  *{number}. {kind.title}*\n{_state(line, reads_pages=reads_pages)}"
    )
    buttons = [*_key_buttons(line)]
    if kind.name in own:
        if kind.name != own[0]:
            buttons.append(b.button("Up", "provider_up", kind.name))
        if kind.name != own[-1]:
            buttons.append(b.button("Down", "provider_down", kind.name))
    again, skip = (
        b.button("Use again", "provider_use", kind.name),
        b.button("Skip", "provider_skip", kind.name),
    )
    buttons.append(again if line.skipped else skip)
    yield b.actions(*buttons, block_id=f"provider:{kind.name}")


def _state(line: VendorLine, *, reads_pages: bool) -> str:
    kind = line.kind
    if line.skipped:
        return "skipped in this workspace"
    if kind.reads_pages and not reads_pages:
        return "not asked: nothing here reads pages yet"
    if not kind.fields:
        return _RULES[kind.name]
    return "a demo key is set" if line.demo else "key set" if line.has_key else "no key: not asked"


def _key_buttons(line: VendorLine) -> Iterator[b.Block]:
    kind = line.kind
    if not kind.fields:
        return
    yield b.button("Replace key" if line.has_key else "Set key", "provider_key", kind.name)
    if line.has_key:
        sure = b.confirm(f"Remove {kind.title}'s key?", "It is not asked until a key is set again.", "Remove")
        yield b.button("Remove key", "provider_remove", kind.name, confirm=sure)


def _verifier(line: VendorLine) -> Iterator[b.Block]:
    words = _state(line, reads_pages=True)
    if not line.has_key:
        words = "no key: nothing counts as verified"
    yield b.section(f"{'●' if line.has_key else '○'}  *{line.kind.title}* checks every address\n{words}")
    yield b.actions(*_key_buttons(line), block_id=f"provider:{line.kind.name}")


def key_modal(kind: Kind[object]) -> b.Block:
    """Set or replace one key."""
    fields = [
        b.text_input(f"{PREFIX}{kind.name}:{field.name}", field.label, hint=field.help, max_length=LONGEST)
        for field in kind.fields
    ]
    note = b.context(f"{kind.title} is asked whether the key is good before it is kept.")
    return b.modal(f"{kind.title} key", "provider_form", kind.name, [note, *fields], submit="Save")


def key_saved_modal(kind: Kind[object]) -> b.Block:
    """Says that a key is good and kept."""
    text = f"{kind.title} accepted the key; it is stored encrypted. You can close this."
    back = b.actions(
        b.button("Back to the sources", "source_back", "saved")
        if kind in SEARCHES
        else b.button("Back to the providers", "provider_back", "saved")
    )
    return b.modal(f"{kind.title} key", "done", "", [b.section(text), back])
