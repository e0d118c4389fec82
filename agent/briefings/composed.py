"""A briefing, whole: an opening and parts of lines, kept as a document."""

from __future__ import annotations

from enum import StrEnum

from agent.alerts.lines import Button, Frozen, Line


class Part(Frozen):
    """Lines under a title."""

    title: str
    lines: tuple[Line, ...]


class Writer(StrEnum):
    """Who wrote the opening: `refused` is a model whose words did not keep to the facts."""

    TEMPLATE = "template"
    MODEL = "model"
    UNHEARD = "unheard"
    REFUSED = "refused"


class Composed(Frozen):
    """A whole briefing. One that is `quiet` has nothing but its opening."""

    hello: str
    opening: str
    counted: str = ""
    parts: tuple[Part, ...] = ()
    writer: Writer = Writer.TEMPLATE
    note: str = ""

    @property
    def quiet(self) -> bool:
        return not self.counted and not self.parts

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Every button, in the order in which they are shown."""
        return tuple(button for part in self.parts for line in part.lines for button in line.buttons)
