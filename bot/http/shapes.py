"""What a request of Slack's looks like, as far as anything reads it before it is acknowledged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

NEEDED: Mapping[str, tuple[str, ...]] = {
    "event_callback": ("event", "event_id"),
    "block_actions": ("user", "actions"),
    "view_submission": ("user", "view"),
    "view_closed": ("user", "view"),
    "block_suggestion": ("user", "action_id", "value", "view"),
}
"""What a request of a kind always has."""
SPOKEN = {"message", "app_mention"}
Word = Annotated[str, Field(min_length=1)]


class _Loose(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class _Named(_Loose):
    id: Word


class _Happened(_Loose):
    """What an event tells of; words have a place and a time."""

    type: Word

    @model_validator(mode="after")
    def _has_a_place(self) -> _Happened:
        told = self.model_extra or {}
        if self.type in SPOKEN and not all(isinstance(told.get(name), str) for name in ("channel", "ts")):
            raise ValueError("words without a place")
        return self


class _Action(_Loose):
    action_id: Word
    action_ts: Word


class _State(_Loose):
    values: dict[str, dict[str, Any]]


class _View(_Loose):
    callback_id: str | None = None
    blocks: list[dict[str, Any]] | None = None
    state: _State | None = None


class Shape(_Loose):
    """The outermost part of a request; Slack sends null for some of it."""

    type: Word | None = None
    event_id: Word | None = None
    action_id: Word | None = None
    value: str | None = None
    command: str | None = None
    challenge: str | None = None
    user: _Named | Word | None = None
    team: _Named | Word | None = None
    channel: _Named | Word | None = None
    enterprise: _Named | None = None
    container: dict[str, Any] | None = None
    message: dict[str, Any] | None = None
    view: _View | None = None
    actions: Annotated[list[_Action], Field(min_length=1)] | None = None
    authorizations: list[dict[str, Any]] | None = None
    event: _Happened | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Shape:
        if any(getattr(self, name) is None for name in NEEDED.get(self.type or "", ())):
            raise ValueError("not all that a request of its kind has")
        if self.type == "block_suggestion" and self.view and None in (self.view.blocks, self.view.state):
            # What is offered depends on what stands in the window.
            raise ValueError("a window that holds nothing")
        if self.event is None and "event" in self.model_fields_set:
            # Bolt reads it of every request.
            raise ValueError("an event that is none")
        return self


def is_slacks(body: Mapping[str, Any]) -> bool:
    """Whether a request is of a shape that Slack sends."""
    try:
        Shape.model_validate(body)
    except ValidationError:
        return False
    return True
