"""Settings → Scoring: weights, what they would do, and saving them."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.errors import InvalidError, StaleError
from agent.scoring.presets import Preset
from agent.scoring.profile import Profile
from agent.scoring.service import Scoring
from bot.desk import Desk
from bot.listeners.common import Click, on_click, on_submit, typed
from bot.views.scoring import USUAL, preview_modal, same_modal, saved_modal, scoring_modal

PRESET = re.compile(r"scoring_preset_\w+")


class ScoringListeners:
    """One modal on top of the settings: weights, then who would change tier."""

    def __init__(self, desk: Desk) -> None:
        self._scoring: Scoring = desk.services.scoring

    async def open(self, click: Click) -> None:
        now = await self._scoring.current(click.actor)
        await click.push(scoring_modal(now.profile, now.version))

    async def usual(self, click: Click) -> None:
        """A preset with its own weights: another one, or this one as it was delivered."""
        _, version, turn = _place(click)
        await self._scoring.current(click.actor)
        profile = Profile.usual(Preset(click.value))
        await click.update(scoring_modal(profile, version, turn + 1, USUAL))

    async def preview(self, click: Click) -> dict[str, Any]:
        """Who would change tier; a weight that is wrong is said at its field."""
        preset, version, turn = _place(click)
        weights = {name.partition(":")[0]: value for name, value in typed(click.view).items()}
        try:
            profile = Profile.of(preset, weights)
        except InvalidError as error:
            return {"response_action": "errors", "errors": {f"{error.field}:{turn}": str(error)}}
        found = await self._scoring.preview(click.actor, profile)
        return {"response_action": "update", "view": preview_modal(found, version, turn)}

    async def back(self, click: Click) -> None:
        version, turn, profile = _previewed(click)
        await click.update(scoring_modal(profile, version, turn + 1))

    async def save(self, click: Click) -> dict[str, Any]:
        """Let the weights count; where somebody was quicker, theirs are shown instead."""
        seen, turn, profile = _previewed(click)
        before = await self._scoring.current(click.actor)
        try:
            version = await self._scoring.save(click.actor, profile, seen)
        except StaleError as error:
            view = scoring_modal(before.profile, before.version, turn + 1, str(error))
            return {"response_action": "update", "view": view}
        same = version == before.version and before.profile == profile
        view = same_modal() if same else saved_modal(version, profile)
        return {"response_action": "update", "view": view}


def _place(click: Click) -> tuple[Preset, int, int]:
    preset, version, turn = str(click.view["private_metadata"]).split(":")
    return Preset(preset), int(version), int(turn)


def _previewed(click: Click) -> tuple[int, int, Profile]:
    version, turn, profile = str(click.view["private_metadata"]).split(":", 2)
    return int(version), int(turn), Profile.model_validate_json(profile)


def register(app: AsyncApp, desk: Desk) -> None:
    scoring = ScoringListeners(desk)
    on_click(app, desk, "scoring_open", scoring.open)
    on_click(app, desk, PRESET, scoring.usual)
    on_click(app, desk, "scoring_defaults", scoring.usual)
    on_click(app, desk, "scoring_back", scoring.back)
    on_submit(app, desk, "scoring_form", scoring.preview)
    on_submit(app, desk, "scoring_sure", scoring.save)
