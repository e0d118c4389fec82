"""Rich text: sections, lists, quotes and preformatted text."""

from __future__ import annotations

from bot import limits
from bot.sandbox.validation.composition import BLOCK_ID
from bot.sandbox.validation.inspection import Choice, Items, Shape, Str, Variants, Whole
from bot.sandbox.validation.runs import LINK, RUNS, TEXT

_BORDER = Whole("border", 0, 1)
_SECTION = Shape(Items("elements", RUNS, required=True, minimum=0))
PARTS = Variants(
    {
        "rich_text_section": _SECTION,
        "rich_text_list": Shape(
            Choice("style", ("bullet", "ordered"), required=True),
            Items("elements", Variants({"rich_text_section": _SECTION}), required=True),
            Whole("indent", 0, limits.RICH_TEXT_INDENT),
            Whole("offset"),
            _BORDER,
        ),
        "rich_text_quote": Shape(Items("elements", RUNS, required=True), _BORDER),
        "rich_text_preformatted": Shape(
            Items("elements", Variants({"text": TEXT, "link": LINK}), required=True), Str("language"), _BORDER
        ),
    }
)
RICH_TEXT = Shape(BLOCK_ID, Items("elements", PARTS, required=True))
