"""Every company that a search found, with why, the words that show it, and who is there."""

from __future__ import annotations

from collections.abc import Iterator

from agent.prospecting.card import CompanyLine, SessionCard
from agent.prospecting.parts import Contact
from bot.views import blocks as b

_LONGEST = 60


def companies_modal(card: SessionCard) -> b.Block:
    """The whole list, the best first."""
    shown = [b.section(_company(line)) for line in card.lookalikes]
    return b.modal("Companies", "done", "", shown or [b.section("None were found yet.")])


def _company(line: CompanyLine) -> str:
    known = line.known
    return "\n".join(
        (
            f"{line.rank}. *<https://{line.domain}/|{b.escape(line.name)}>* · fit {known.points:.0f}",
            f"{b.escape(known.why)}{_source(line)}",
            *_people(line),
        )
    )


def _source(line: CompanyLine) -> str:
    known = line.known
    snippet = f"\n_“{b.escape(known.snippet)}”_" if known.snippet else ""
    return f"{snippet} · <{known.url}|source>" if known.url else snippet


def _people(line: CompanyLine) -> Iterator[str]:
    for each in sorted(line.known.contacts, key=lambda contact: not contact.verified):
        title = f", {b.escape(b.cut(each.title, _LONGEST))}" if each.title else ""
        yield f"{'✓' if each.verified else '–'}  {b.escape(b.cut(each.name, _LONGEST))}{title}{_mail(each)}"


def _mail(contact: Contact) -> str:
    if not contact.email:
        return " · no e-mail"
    return f" · {b.code(contact.email)}{'' if contact.verified else ' not verified'}"
