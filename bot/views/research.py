"""A research: what is read at the moment, then notes with their sources, and the way deeper."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from agent.research.card import ResearchCard, ResearchStatus
from agent.research.findings import Findings, Writer
from bot import limits
from bot.views import blocks as b

_SHOWN = 48
_MOST_NOTES = 20


def research_message(card: ResearchCard) -> b.Message:
    """A research in any of its states."""
    match card.status:
        case ResearchStatus.WAITING | ResearchStatus.READING:
            return _going_on(card)
        case ResearchStatus.FAILED:
            return _failed(card)
        case ResearchStatus.DONE:
            return _done(card)


def research_gone() -> b.Message:
    """What stands where a research was that went with the person whom it was about."""
    text = "This research was deleted on request, with the person whom it was about."
    return b.Message(text, [b.section(text)])


def _going_on(card: ResearchCard) -> b.Message:
    found = card.findings
    head = f"*Researching {b.escape(card.subject)}* · {card.depth.value}"
    if card.starts_at > card.asked_at:
        at = b.when(card.starts_at, "{time_secs}")
        doing = f"Ten researches start in a minute at most: this one starts {at}."
    elif not found.domain:
        doing = f"looking for the site of {b.escape(card.known.company)}…"
    elif card.status is ResearchStatus.WAITING or not found.reading:
        doing = f"reading {b.escape(found.domain)}…"
    else:
        number = len(found.pages) + 1
        doing = f"reading {b.escape(_place(found.reading))}… {number} of {found.most} pages"
    return b.Message(f"Researching {b.escape(card.subject)}", [b.section(f"{head}\n{doing}")])


def _failed(card: ResearchCard) -> b.Message:
    trouble = b.escape(card.findings.trouble)
    which = "another site of theirs" if card.known.domain else "the company's site"
    help_ = f"Name {which}, for example: _research acme.example_"
    head = f"*I could not research {b.escape(card.subject)}*\n{trouble}"
    return b.Message(f"I could not research {b.escape(card.subject)}", [b.section(head), b.context(help_)])


def _done(card: ResearchCard) -> b.Message:
    found = card.findings
    text = f"Research: {b.escape(card.subject)}"
    blocks = [b.section(f"*{text}* · {card.depth.value}"), *_notes(found), b.context(*_took(card))]
    if skipped := [each.trouble for each in found.pages if each.trouble]:
        blocks.append(b.context(b.escape(" ".join(skipped))))
    if card.deeper is not None:
        blocks.append(b.actions(b.button("Research deeper", "research_deeper", card.id)))
    return b.Message(text, blocks)


def _notes(found: Findings) -> Iterator[b.Block]:
    """The notes, as many to a block as it holds."""
    lines = [f"•  {b.escape(note.text)} {_link(note.url)}" for note in found.notes[:_MOST_NOTES]]
    part: list[str] = []
    for line in lines:
        if part and len("\n".join((*part, line))) > limits.SECTION_TEXT:
            yield b.section("\n".join(part))
            part = []
        part.append(line)
    if part:
        yield b.section("\n".join(part))


def _link(url: str) -> str:
    """A source as a link that shows where it goes."""
    whole = url.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return f"<{b.escape(whole)}|{b.escape(_place(url)).replace('|', ' ')}>"


def _place(url: str) -> str:
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    return b.cut(f"{(parts.hostname or '').removeprefix('www.')}{path}", _SHOWN)


def _took(card: ResearchCard) -> Iterator[str]:
    found = card.findings
    read = sum(1 for each in found.pages if not each.trouble)
    pages = f"{read} page{'' if read == 1 else 's'}"
    cost = f"{found.cents:.2f} ¢" if found.cents else "no cost"
    yield f"Data quality *{found.quality}* of 100 · {pages} · {found.seconds:.1f} s · {cost}"
    if found.found_by:
        yield f"Their site, {b.escape(found.domain)}, was found by a search: {b.escape(found.found_by)}."
    if card.known.profile_url:
        yield "Their LinkedIn profile was not read: no source for profiles is connected."
    if found.writer is Writer.MODEL:
        yield "Worded by a model from these facts only; every line keeps its source."
