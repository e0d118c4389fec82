"""The windows of a search for customers like one's own: what is told of them, and the profile they share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from agent.icp.editing import as_text
from agent.icp.intake import FEWEST, MOST
from agent.icp.profile import NAMES, Field, Line, Profile
from agent.prospecting.card import SessionCard, SessionState
from bot.views import blocks as b

WEBSITE, CUSTOMERS, LOST = "website", "customers", "lost"
_PASTED = 1_500
_TEXT = 3_000
_EDITABLE = {SessionState.PLANNING, SessionState.CANDIDATES_FOUND}


@dataclass(frozen=True)
class Place:
    """Where a search is asked for (nowhere: one's own conversation), and customers that were pasted there."""

    channel: str = ""
    thread_ts: str = ""
    pasted: str = ""

    @classmethod
    def parse(cls, value: str) -> Place:
        """From what `packed` made; anything else is nowhere."""
        try:
            channel, thread_ts, pasted = json.loads(value)
        except ValueError:
            return cls()
        return cls(str(channel), str(thread_ts), str(pasted))

    def packed(self) -> str:
        return json.dumps([self.channel, self.thread_ts, self.pasted[:_PASTED]], ensure_ascii=False)


HOW = (
    "What your best customers share. Change it as you like, one a line: the list of companies follows, and "
    "what you write stays as you wrote it."
)
EXAMPLE_WEBSITE = "our-company.example"


EXAMPLE = (
    "The customers below are an example: companies of the fictional market, whose sites are served on this "
    "machine. Companies like them are searched for in that market alone."
)


def intake_modal(
    place: Place, website: str = "", customers: str = "", lost: str = "", *, example: bool = False
) -> b.Block:
    """Asks for the site and the customers; pasted freely. `example` says that these are fictional."""
    packed = Place(place.channel, place.thread_ts).packed()
    said = [b.context(EXAMPLE)] if example else []
    return b.modal(
        "Customers like ours",
        "icp_form",
        packed,
        [
            *said,
            b.text_input(WEBSITE, "Your own website", placeholder="mycompany.example", value=website),
            b.text_input(
                CUSTOMERS,
                f"Your best customers, {FEWEST} to {MOST}",
                hint="Company and site, pasted as you have them: lines, commas, bullets or links.",
                placeholder="Acme acme.example",
                value=customers or place.pasted,
                multiline=True,
                max_length=_TEXT,
            ),
            b.text_input(
                LOST,
                "Customers that you lost, 2 or 3, each with why",
                hint="One a line: Acme acme.example – too expensive",
                value=lost,
                multiline=True,
                max_length=_TEXT,
                optional=True,
            ),
        ],
        submit="Save",
        close="Cancel",
    )


def profile_modal(card: SessionCard) -> b.Block:
    """The profile, to be changed while the list may still follow; each line with its evidence."""
    profile = card.profile or Profile()
    editable = card.state in _EDITABLE
    shown = [b.context(HOW)] if editable else []
    shown += [block for field in Field for block in _field(profile, field, editable=editable)]
    removed = [each.value for each in profile.removed if each.lost]
    if removed:
        text = f"Left out, since your lost customers share it more: {', '.join(removed)}"
        shown.append(b.context(b.escape(text)))
    metadata = f"{card.id}:{card.version}"
    if not editable:
        return b.modal("Profile", "icp_profile_form", metadata, shown)
    return b.modal("Profile", "icp_profile_form", metadata, shown, submit="Save", close="Cancel")


def _field(profile: Profile, field: Field, *, editable: bool) -> Iterator[b.Block]:
    lines = profile.of(field)
    if editable:
        yield b.text_input(
            field.value,
            NAMES[field],
            value=as_text(profile, field),
            multiline=True,
            max_length=1_500,
            optional=True,
        )
    elif lines:
        yield b.section(f"*{NAMES[field]}*")
    if lines:
        yield b.section(b.cut("\n".join(_evidence(line, profile.seeds) for line in lines), 2_900))


def _evidence(line: Line, seeds: int) -> str:
    if line.by_hand:
        return f"•  {b.escape(line.value)} · by hand"
    where = ", ".join(
        f"<{each.url}|{b.escape(each.company).replace('|', '¦')}>" for each in line.evidence[:3]
    )
    said = line.evidence[0].snippet if line.evidence else ""
    quoted = f" _“{b.escape(b.cut(said, 120))}”_" if said else ""
    return f"•  {b.escape(line.value)} · {line.shared} of {seeds}: {where}{quoted}"
