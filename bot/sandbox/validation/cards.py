"""Cards, and carousels of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation.buttons import IMAGE
from bot.sandbox.validation.composition import BLOCK_ID, text
from bot.sandbox.validation.icons import ICON
from bot.sandbox.validation.inspection import NOT_MODALS, Check, Inspection, Items, Nested, Shape, Variants
from bot.sandbox.validation.places import IN_CARD

_IMAGE = Variants({"image": IMAGE})


def _has_content(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    if not any(node.get(name) for name in ("hero_image", "title", "body", "actions")):
        look.say(at, "must define one of `hero_image`, `title`, `body`, `actions`")
    if "icon" in node and "slack_icon" in node:
        look.say(at, "must define either `icon` or `slack_icon`")


# The reference lets a card stand in a modal, too; what was tried says it may not: the stricter holds.
CARD = Shape(
    BLOCK_ID,
    Nested("hero_image", _IMAGE),
    Nested("icon", _IMAGE),
    Nested("slack_icon", ICON),
    text("title", limits.CARD_TITLE),
    text("subtitle", limits.CARD_SUBTITLE),
    text("body", limits.CARD_BODY),
    text("subtext", limits.CARD_SUBTEXT),
    Items("actions", IN_CARD, limits.CARD_ACTIONS),
    also=_has_content,
    surfaces=NOT_MODALS,
)

SHAPES: Mapping[str, Check] = {
    "card": CARD,
    "carousel": Shape(
        BLOCK_ID,
        Items("elements", Variants({"card": CARD}), limits.CAROUSEL_CARDS, required=True),
        surfaces=NOT_MODALS,
    ),
}
