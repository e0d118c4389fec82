"""A briefing: a greeting with what happened, parts with buttons, and the ways to have it another time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from agent.briefings.composed import Part, Writer
from agent.briefings.service import BriefingCard
from agent.briefings.snoozing import Snooze
from bot.views import blocks as b
from bot.views.line import Saying, line_blocks, plain_lines

_SNOOZES = {Snooze.TOMORROW: "Snooze until tomorrow", Snooze.MONDAY: "Snooze until Monday"}
_WRITTEN = {
    Writer.TEMPLATE: "",
    Writer.MODEL: "Worded by the model; every figure is counted.",
    Writer.UNHEARD: "Worded by template, since the model did not answer.",
    Writer.REFUSED: "Worded by template, since the model's words did not keep to the figures.",
}


def briefing_message(card: BriefingCard) -> b.Message:
    """A briefing as it stands."""
    if card.snoozed_until is not None:
        text = (
            f"Snoozed. The next briefing comes {b.when(card.snoozed_until)}, and tells of this time as well."
        )
        now = b.button("Brief me now", "task_run", card.task_id)
        return b.Message("Briefing snoozed", [b.section(text, now)])
    composed = card.composed
    text = f"{_greeting(card)} {b.escape(composed.opening)}"
    if composed.quiet:
        shown = [b.section(text)]
    else:
        counted = [b.context(b.escape(composed.counted))] if composed.writer is Writer.MODEL else []
        shown = [b.section(text), *counted, *_parts(card)]
    notes = [each for each in (composed.note, _WRITTEN[composed.writer]) if each]
    if notes:
        shown.append(b.context(*map(b.escape, notes)))
    return b.Message(text, [*shown, _ways(card)])


def _greeting(card: BriefingCard) -> str:
    if card.channel:
        return f"*Briefing of <@{card.owner}>.*"
    return f"*{card.composed.hello}, <@{card.owner}>.*"


def _parts(card: BriefingCard) -> Iterator[b.Block]:
    def saying(label: str, number: int) -> b.Block:
        return b.button(label, f"briefing_say_{number}", f"{card.id}:{number}")

    first = 0
    for part in card.composed.parts:
        yield from _part(part, saying, first)
        first += sum(len(line.buttons) for line in part.lines)


def _part(part: Part, saying: Saying, first: int) -> Iterator[b.Block]:
    """The title and its lines; those without buttons stand together."""
    title = f"*{b.escape(part.title)}*\n"
    for with_buttons, lines in groupby(part.lines, key=lambda line: bool(line.buttons)):
        group = list(lines)
        if not with_buttons:
            yield b.section(f"{title}{plain_lines(group)}")
        elif title:
            yield b.section(title.strip())
        if with_buttons:
            for line in group:
                yield from line_blocks(line, saying, first)
                first += len(line.buttons)
        title = ""


def _ways(card: BriefingCard) -> b.Block:
    snoozes = [
        b.button(_SNOOZES[snooze], f"briefing_snooze_{snooze.value}", f"{card.id}:{number}")
        for number, snooze in enumerate(card.snoozes)
    ]
    return b.actions(*snoozes, b.button("Change time", "task_edit", card.task_id))
