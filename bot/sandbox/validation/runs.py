"""What runs along in rich text: words, links, emoji, dates, and mentions of everything Slack knows."""

from __future__ import annotations

from bot import limits
from bot.sandbox.validation.inspection import Choice, Flag, Nested, Rule, Shape, Str, Variants, Whole

_MARKS = tuple(
    map(Flag, ("bold", "italic", "strike", "underline", "highlight", "client_highlight", "unlink"))
)
_STYLE = Nested("style", Shape(*_MARKS))
_CODE_STYLE = Nested("style", Shape(*_MARKS, Flag("code")))
_URL = Str("url", limits.BUTTON_URL)
_TEXT = Str("text")
_BY_MODEL = Flag("from_llm")
_PREVIEW = (Str("icon_url"), Flag("full_size_preview_enabled"), Str("product_name"))
_COLORS = ("gray", "brown", "purple", "indigo", "blue", "green", "yellow", "orange", "red")
_CITED = (
    Choice("citation_type", ("file", "external", "web", "message", "memory"), required=True),
    *map(Str, ("descriptor", "file_id", "app_name", "app_icon_url", "display_name", "title", "snippet")),
    *map(Str, ("channel", "message_ts", "memory_id")),
)


def _run(*rules: Rule) -> Shape:
    return Shape(*rules, _STYLE)


def _id(name: str) -> Str:
    return Str(name, required=True)


TEXT = Shape(Str("text", required=True), _CODE_STYLE)
LINK = Shape(
    Str("url", limits.BUTTON_URL, required=True),
    _TEXT,
    Flag("unsafe"),
    _BY_MODEL,
    Flag("is_slack_url"),
    Flag("truncated"),
    _CODE_STYLE,
)
RUNS = Variants(
    {
        "text": TEXT,
        "link": LINK,
        "emoji": _run(_id("name"), Str("unicode"), Rule("skin_tone")),
        "user": _run(_id("user_id"), _BY_MODEL),
        "usergroup": _run(_id("usergroup_id")),
        "team": _run(_id("team_id")),
        "channel": _run(_id("channel_id"), Str("tab_id"), _BY_MODEL),
        "broadcast": _run(Choice("range", ("here", "channel", "everyone"), required=True)),
        "color": _run(_id("value")),
        "tag": _run(_id("text"), Choice("color", _COLORS)),
        "date": _run(
            Whole("timestamp", required=True), _id("format"), Str("timezone"), _URL, Str("fallback")
        ),
        "file": _run(_id("file_id"), _TEXT, _URL, Flag("is_skill_invocation")),
        "canvas": _run(
            _id("file_id"),
            Str("label"),
            Flag("hide_title"),
            Str("section_id"),
            _TEXT,
            _URL,
            Flag("is_skill_invocation"),
        ),
        "canvas_user_mention": _run(_id("user_id"), Str("thread_id")),
        "canvas_message_unfurl": _run(_id("root_message_ts"), _id("root_message_channel")),
        "list_record": _run(_id("file_id"), Str("record_id"), Str("view_id"), _TEXT, _URL),
        "message_mention": _run(
            _id("channel_id"), _id("message_ts"), Str("author_id"), Str("thread_ts"), _TEXT, _URL
        ),
        "attachment_mention": _run(
            Str("url", limits.BUTTON_URL, required=True),
            _TEXT,
            *map(Str, ("app_id", "entity_id", "channel_id", "ts", "icon_name", "reference_object_type")),
            *_PREVIEW,
        ),
        "work_object_mention": _run(
            _id("entity_id"),
            _id("app_id"),
            _id("text"),
            Str("url", limits.BUTTON_URL, required=True),
            *_PREVIEW,
        ),
        "workflow_mention": _run(
            _id("workflow_id"), _id("function_trigger_id"), _id("text"), _URL, Str("channel_id"), Str("ts")
        ),
        "salesforce_data_field": _run(
            _id("salesforce_record_id"),
            Str("salesforce_field_label"),
            Str("salesforce_field_api_name"),
            Flag("salesforce_include_field_label"),
        ),
        "citation": Shape(
            Str("url", limits.BUTTON_URL, required=True),
            _id("text"),
            Whole("index", required=True),
            Nested("details", Shape(*_CITED), required=True),
            _BY_MODEL,
            Flag("is_slack_url"),
        ),
    }
)
