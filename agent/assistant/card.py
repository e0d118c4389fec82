"""A turn as it is shown: what stands in the store, read once."""

from __future__ import annotations

from dataclasses import dataclass

from agent.errors import NotFoundError
from agent.planner.intake import Message
from agent.tools.heard import About
from agent.tools.shown import SHOWN, Meaning, Nothing, Shown
from storage.models import Turn, TurnStatus

__all__ = ["TurnCard", "TurnStatus", "existing", "meanings_of", "message_of", "turn_card"]


@dataclass(frozen=True)
class TurnCard:
    """A turn; `shown` are the values that make up its answer, `others` what else it may have meant."""

    id: str
    workspace: str
    author: str
    channel: str
    thread_ts: str
    text: str
    status: TurnStatus
    tool: str
    about: About
    shown: tuple[Shown, ...]
    others: tuple[Meaning, ...]

    @property
    def is_shown(self) -> bool:
        """Whether there is more to it than a card of another kind."""
        return any(not isinstance(each, Nothing) for each in self.shown)


def turn_card(row: Turn | None) -> TurnCard:
    """The turn of a row."""
    row = existing(row)
    called = [SHOWN.validate_python(call["shown"]) for call in row.calls]
    own = [SHOWN.validate_python(row.shown)] if row.shown else []
    parts = own if row.status is TurnStatus.ASKING else [*called, *own]
    return TurnCard(
        id=row.id,
        workspace=row.workspace,
        author=row.author,
        channel=row.channel,
        thread_ts=row.thread_ts,
        text=row.text,
        status=row.status,
        tool=row.tool,
        about=About.model_validate(row.about),
        shown=tuple(parts),
        others=meanings_of(row),
    )


def meanings_of(row: Turn) -> tuple[Meaning, ...]:
    return tuple(Meaning.model_validate(each) for each in row.meanings)


def existing(row: Turn | None) -> Turn:
    if row is None:
        raise NotFoundError("I don't have that message any more. Say it again.")
    return row


def message_of(row: Turn) -> Message:
    """The message of a turn."""
    return Message(
        workspace=row.workspace,
        author=row.author,
        channel=row.channel,
        ts=row.ts,
        thread_ts=row.thread_ts,
        text=row.text,
        key=row.key,
    )
