"""Preferences, what is known of a person, and its end."""

from __future__ import annotations

from datetime import time
from typing import Any

from pydantic import ValidationError
from slack_bolt.async_app import AsyncApp

from agent.errors import InvalidError
from agent.people.changes import (
    Change,
    SetChannel,
    SetFrequency,
    SetGoals,
    SetMetrics,
    SetQuiet,
    SetStyle,
)
from agent.people.person import Frequency, Metric, QuietHours, Style
from agent.roles import Actor
from bot.desk import Desk
from bot.listeners.common import Click, chosen, in_modal, on_click, on_submit, typed
from bot.views.blocks import Block
from bot.views.preferences import forgotten_modal, known_modal, preferences_modal, saved_modal


class PreferenceListeners:
    """Clicks on Home's preferences and in their modals."""

    def __init__(self, desk: Desk) -> None:
        self._people = desk.services.people

    async def open(self, click: Click) -> None:
        await click.open(preferences_modal(await self._people.of(click.actor)))

    async def save(self, click: Click) -> dict[str, Any]:
        """Keep what was chosen, or say at the field what is wrong."""
        try:
            person = await self._people.change(click.actor, *_changes(click.view))
        except InvalidError as error:
            return {"response_action": "errors", "errors": {error.field or "goals": str(error)}}
        return {"response_action": "update", "view": saved_modal(person)}

    async def show(self, click: Click) -> None:
        view = known_modal(await self._people.known(click.actor))
        await (click.push(view) if in_modal(click) else click.open(view))

    async def forget(self, click: Click) -> None:
        await self._people.forget(click.actor)
        await click.update(forgotten_modal())


def _changes(view: dict[str, Any]) -> list[Change]:
    """Everything that stands in the modal, as changes."""
    (style,), (frequency,) = chosen(view, "style"), chosen(view, "frequency")
    return [
        SetStyle(style=Style(style)),
        SetFrequency(frequency=Frequency(frequency)),
        SetMetrics(metrics=tuple(Metric(each) for each in chosen(view, "metrics"))),
        SetGoals(goals=tuple(typed(view).get("goals", "").splitlines())),
        SetQuiet(quiet=_quiet(chosen(view, "quiet_from"), chosen(view, "quiet_to"))),
        SetChannel(channel="".join(chosen(view, "channel"))),
    ]


def _quiet(start: list[str], end: list[str]) -> QuietHours | None:
    if not start and not end:
        return None
    if not start or not end:
        raise InvalidError("Quiet hours need a beginning and an end.", "quiet_to" if start else "quiet_from")
    try:
        return QuietHours(start=time.fromisoformat(start[0]), end=time.fromisoformat(end[0]))
    except ValidationError as error:
        raise InvalidError("Quiet hours begin and end at different times.", "quiet_to") from error


async def commanded(desk: Desk, actor: Actor) -> Block:
    """What the command shows."""
    return preferences_modal(await desk.services.people.of(actor))


def register(app: AsyncApp, desk: Desk) -> None:
    preferences = PreferenceListeners(desk)
    on_click(app, desk, "preferences_open", preferences.open)
    on_click(app, desk, "person_known", preferences.show)
    on_click(app, desk, "person_forget", preferences.forget)
    on_submit(app, desk, "preferences_form", preferences.save)
