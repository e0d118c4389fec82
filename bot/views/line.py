"""A line that people are told, with its buttons: the same in a briefing and in an alert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.alerts.lines import Button, Connect, Line, OfRun, Review, RunAct
from bot.views import blocks as b

_RUN_ACTIONS = {
    RunAct.START: "run_start",
    RunAct.INPUTS: "run_inputs",
    RunAct.RETRY: "run_retry",
    RunAct.SKIP: "run_skip",
    RunAct.RECONNECT: "run_reconnect",
    RunAct.SEE: "leads_open",
}
"""The listeners of a run's own card."""


@dataclass(frozen=True)
class Numbering:
    """Where the words of a button are found again: an action, and what its message is known by."""

    action: str
    of: str


def line_blocks(line: Line, numbering: Numbering, first: int = 0) -> Iterator[b.Block]:
    """A line; its buttons are numbered from `first` on among those of its message."""
    buttons = [_button(each, numbering, number) for number, each in enumerate(line.buttons, start=first)]
    if len(buttons) == 1:
        yield b.section(words(line), buttons[0])
        return
    yield b.section(words(line))
    if buttons:
        yield b.actions(*buttons)


def words(line: Line) -> str:
    """A line as text."""
    who = f"<@{line.who}>: " if line.who else ""
    at = f" {b.when(line.at)}." if line.at is not None else ""
    return f"{who}{b.escape(line.text)}{at}"


def plain_lines(lines: Sequence[Line]) -> str:
    """Lines without buttons, one below the other."""
    return "\n".join(words(line) for line in lines)


def _button(button: Button, numbering: Numbering, number: int) -> b.Block:
    match button:
        case Review():
            return b.button("Review", "plan_review", button.plan_id)
        case OfRun():
            value = f"{button.run_id}:{button.segment}"
            return b.button(button.label, _RUN_ACTIONS[button.act], value)
        case Connect():
            return b.button("Update account", "connection_set", button.account)
        case _:
            return b.button(button.label, f"{numbering.action}_{number}", f"{numbering.of}:{number}")
