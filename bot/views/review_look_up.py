"""What the company's site may tell of what is missing of a lead, and the way to ask it."""

from __future__ import annotations

from collections.abc import Iterator

from agent.research.lookups import LookUp
from bot.views import blocks as b


def look_up_part(look_up: LookUp | None) -> Iterator[b.Block]:
    """Offers a look-up, or says that one goes on."""
    if look_up is None:
        return
    site, missing = b.escape(look_up.site), b.escape(", ".join(look_up.missing))
    if look_up.going_on:
        yield b.context(f"Reading {site}: what it tells of {missing} comes here.")
        button = b.button("Look again", "review_back", "0")
    else:
        again = " once more" if look_up.number else ""
        yield b.context(f"{site} may tell{again}: {missing}.")
        value = f"{look_up.lead_id}:{look_up.number}"
        button = b.button("Look up what is missing", "review_look_up", value)
    yield b.actions(button, block_id="look_up")
