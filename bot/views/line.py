"""A line that people are told, with its buttons: the same in a briefing and in an alert."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from agent.alerts.lines import Button, Line, OfRun, Review, RunAct, Say
from bot.views import blocks as b

Saying = Callable[[str, int], b.Block]
"""Makes the button that says something: of its label, and its number among those of its message."""


def line_blocks(line: Line, saying: Saying, first: int = 0) -> Iterator[b.Block]:
    """A line; its buttons are numbered from `first` on."""
    buttons = [_button(each, saying, number) for number, each in enumerate(line.buttons, start=first)]
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


def _button(button: Button, saying: Saying, number: int) -> b.Block:
    match button:
        case Review(others=True):
            return b.button("Review", "approval_open", f"{button.plan_id}:{button.version}")
        case Review():
            return b.button("Review", "plan_review", button.plan_id)
        case OfRun():
            return _of_run(button, f"{button.run_id}:{button.segment}")
        case Say():
            return saying(button.label, number)


def _of_run(button: OfRun, value: str) -> b.Block:
    """The buttons of a run's own card, whose listeners hear these as well."""
    match button.act:
        case RunAct.START:
            return b.button(button.label, "run_start", value)
        case RunAct.INPUTS:
            return b.button(button.label, "run_inputs", value)
        case RunAct.RETRY:
            return b.button(button.label, "run_retry", value)
        case RunAct.SKIP:
            return b.button(button.label, "run_skip", value)
        case RunAct.RECONNECT:
            return b.button(button.label, "run_reconnect", value)
        case RunAct.SEE:
            return b.button(button.label, "leads_open", value)
