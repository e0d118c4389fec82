"""Rich text: sections, lists, quotes, preformatted text, and the runs inside them."""

from __future__ import annotations

from bot import limits
from bot.sandbox.validation.inspection import Choice, Items, Nested, Rule, Shape, Str, Variants, Whole

_STYLE = Nested(
    "style",
    Shape(
        *(
            Rule(name)
            for name in ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight")
        )
    ),
)
_RUNS = Variants(
    {
        "text": Shape(Str("text", required=True), _STYLE),
        "link": Shape(Str("url", limits.BUTTON_URL, required=True), Str("text"), Rule("unsafe"), _STYLE),
        "emoji": Shape(Str("name", required=True), Rule("unicode"), Rule("skin_tone"), _STYLE),
        "user": Shape(Str("user_id", required=True), _STYLE),
        "usergroup": Shape(Str("usergroup_id", required=True), _STYLE),
        "channel": Shape(Str("channel_id", required=True), _STYLE),
        "broadcast": Shape(Choice("range", ("here", "channel", "everyone"), required=True), _STYLE),
        "color": Shape(Str("value", required=True), _STYLE),
        "date": Shape(
            Whole("timestamp", required=True),
            Str("format", required=True),
            Str("url"),
            Str("fallback"),
            _STYLE,
        ),
    }
)
_SECTION = Shape(Items("elements", _RUNS, required=True, minimum=0))
_BORDER = Rule("border")
RICH_TEXT = Shape(
    Str("block_id", limits.BLOCK_ID),
    Items(
        "elements",
        Variants(
            {
                "rich_text_section": _SECTION,
                "rich_text_list": Shape(
                    Choice("style", ("bullet", "ordered"), required=True),
                    Items("elements", Variants({"rich_text_section": _SECTION}), required=True),
                    Whole("indent", 0, 8),
                    Whole("offset"),
                    _BORDER,
                ),
                "rich_text_quote": Shape(Items("elements", _RUNS, required=True), _BORDER),
                "rich_text_preformatted": Shape(
                    Items("elements", _RUNS, required=True), Str("language"), _BORDER
                ),
            }
        ),
        required=True,
    ),
)
