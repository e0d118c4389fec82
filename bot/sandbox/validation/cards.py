"""Cards, and carousels of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation.buttons import IMAGE
from bot.sandbox.validation.composition import text
from bot.sandbox.validation.inspection import Check, Inspection, Items, Nested, Shape, Str, Surface, Variants
from bot.sandbox.validation.places import IN_CARD

_BLOCK_ID = Str("block_id", limits.BLOCK_ID)
_SURFACES = frozenset({Surface.MESSAGE, Surface.HOME})
_IMAGE = Variants({"image": IMAGE})


def _has_content(node: Mapping[str, Any], at: str, look: Inspection) -> None:
    if not any(node.get(name) for name in ("hero_image", "title", "body", "actions")):
        look.say(at, "must define one of `hero_image`, `title`, `body`, `actions`")


CARD = Shape(
    _BLOCK_ID,
    Nested("hero_image", _IMAGE),
    Nested("icon", _IMAGE),
    text("title", limits.CARD_TITLE),
    text("subtitle", limits.CARD_SUBTITLE),
    text("body", limits.CARD_BODY),
    Items("actions", IN_CARD, limits.CARD_ACTIONS),
    also=_has_content,
    surfaces=_SURFACES,
)

SHAPES: Mapping[str, Check] = {
    "card": CARD,
    "carousel": Shape(
        _BLOCK_ID,
        Items("elements", Variants({"card": CARD}), limits.CAROUSEL_CARDS, required=True),
        surfaces=_SURFACES,
    ),
}
