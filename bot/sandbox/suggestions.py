"""Menus whose options the app supplies while a person types (block_suggestion), and what they offered."""

from __future__ import annotations

import copy
from typing import Any

from bot import limits
from bot.sandbox import interactions
from bot.sandbox.core import Slack
from bot.sandbox.delivery.route import Kind
from bot.sandbox.errors import NotAnsweredError
from bot.sandbox.fields import options
from bot.sandbox.naming import Block, elements
from bot.sandbox.recent import forget_oldest
from bot.sandbox.validation.composition import OPTION, OPTION_GROUP
from bot.sandbox.validation.inspection import Inspection, Items, Shape, Surface

Payload = dict[str, Any]

_EXTERNAL = ("external_select", "multi_external_select")
_QUERY_LENGTH = 3  # where a menu does not say how much must be typed
_KEPT = 500
_ANSWER = Shape(
    Items("options", OPTION, limits.SELECT_OPTIONS),
    Items("option_groups", OPTION_GROUP, limits.OPTION_GROUPS),
)


class Suggestions:
    """One person's menus, and every option that the app offered there so far."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._offered: dict[tuple[str, str], dict[str, Block]] = {}

    async def ask(self, where: str, found: interactions.Found, about: Payload, text: str) -> Payload:
        """What the app suggests for what was typed: options, or groups of them."""
        element = found.element
        if element["type"] not in _EXTERNAL:
            raise LookupError(f"{element['action_id']} is no menu with options from the app")
        if len(text) < element.get("min_query_length", _QUERY_LENGTH):
            return {"options": []}
        payload = interactions.suggestion(about, found, text)
        answer = await self._slack.postman.ask(Kind.INTERACTIVE, payload) or {}
        kept = {name: answer[name] for name in ("options", "option_groups") if answer.get(name)}
        self._check(kept)
        known = self._offered.setdefault((where, element["action_id"]), {})
        known.update({option["value"]: option for option in options(kept)})
        forget_oldest(self._offered, _KEPT)
        return kept or {"options": []}

    def _check(self, answer: Payload) -> None:
        look = Inspection(Surface.MODAL)
        _ANSWER.examine(answer, "", look)
        if look.problems:
            self._slack.log.violation("block_suggestion", "invalid_arguments", tuple(look.problems), answer)
            raise NotAnsweredError(f"the options were refused: {'; '.join(look.problems)}")

    def offered(self, where: str, blocks: list[Block]) -> list[Block]:
        """A copy of the blocks in which these menus hold all that was offered, to choose from."""
        copies = copy.deepcopy(blocks)
        for element in (element for block in copies for element in elements(block)):
            known = self._offered.get((where, element.get("action_id", "")))
            if known:
                element["options"] = list(known.values())
        return copies
