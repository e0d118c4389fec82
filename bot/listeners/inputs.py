"""The inputs modal as this person may see it."""

from __future__ import annotations

from collections.abc import Mapping

from agent.execution.card import RunCard
from bot.desk import Desk
from bot.listeners.common import Click
from bot.views.blocks import Block
from bot.views.inputs import Opened, inputs_modal


def modal_for(
    desk: Desk, click: Click, card: RunCard, opened: Opened, typed: Mapping[str, str] | None = None
) -> Block:
    """The modal for one run; accounts are shown to their owner only."""
    own = click.actor.user == card.owner
    return inputs_modal(card, opened, desk.services.catalogue, typed=typed, demo=desk.demo, own=own)
