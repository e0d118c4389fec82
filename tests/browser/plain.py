"""What a plain app shows to try the page: every block, every element, and a manifest that allows it all."""

from __future__ import annotations

from typing import Any

Node = dict[str, Any]

MANIFEST: Node = {
    "display_information": {"name": "Plain"},
    "features": {
        "bot_user": {"display_name": "Plain"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "agent_view": {"agent_description": "Tries", "suggested_prompts": []},
        "slash_commands": [{"command": "/plain", "description": "Say something"}],
        "shortcuts": [
            {"name": "Save this", "type": "message", "callback_id": "save", "description": "Keep it"},
            {"name": "New goal", "type": "global", "callback_id": "goal", "description": "Begin"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                *("assistant:write", "chat:write", "commands", "files:write", "files:read", "im:write"),
                *("reactions:write", "reactions:read", "channels:history", "channels:read", "users:read"),
                *("app_mentions:read", "im:history", "im:read", "links.embed:write"),
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": ["app_home_opened", "message.im", "agent_session_stopped", "reaction_added"]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def plain(text: str) -> Node:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Node:
    return {"text": plain(f"Option {value}"), "value": value}


def rich(text: str) -> Node:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


AB = [option("a"), option("b")]
CONFIRM = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
GROUPS = [{"label": plain("Few"), "options": [option("x")]}, {"label": plain("More"), "options": AB}]


def section(text: str, element: Node) -> Node:
    """An element beside a text."""
    return {"type": "section", "block_id": element["action_id"], "text": plain(text), "accessory": element}


CONTROLS: list[Node] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Plan* ready"}},
    {
        "type": "actions",
        "block_id": "plan",
        "elements": [
            {"type": "button", "action_id": "go", "value": "1", "text": plain("Approve"), "style": "primary"},
            {"type": "button", "action_id": "cancel", "text": plain("Cancel"), "confirm": CONFIRM},
            {"type": "button", "action_id": "docs", "text": plain("Docs"), "url": "https://example.com/docs"},
            {"type": "static_select", "action_id": "menu", "options": AB},
            {"type": "overflow", "action_id": "more", "options": AB},
            {"type": "radio_buttons", "action_id": "radio", "options": AB},
            {"type": "checkboxes", "action_id": "checks", "options": AB},
            {"type": "datepicker", "action_id": "day"},
            {"type": "timepicker", "action_id": "hour"},
            {"type": "datetimepicker", "action_id": "moment"},
            {"type": "users_select", "action_id": "who"},
            {"type": "conversations_select", "action_id": "where"},
            {"type": "channels_select", "action_id": "channel"},
        ],
    },
    section("Many", {"type": "multi_static_select", "action_id": "many", "options": AB}),
    section("People", {"type": "multi_users_select", "action_id": "people"}),
    section("Outside", {"type": "external_select", "action_id": "outside", "min_query_length": 1}),
    {
        "type": "context_actions",
        "block_id": "feedback",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "good",
                "positive_button": {"text": plain("Good"), "value": "yes"},
                "negative_button": {"text": plain("Bad"), "value": "no"},
            },
            {"type": "icon_button", "action_id": "bin", "icon": "trash", "text": plain("Remove")},
        ],
    },
]


def asked(name: str, kind: str, **more: Any) -> Node:
    """An input block whose field is called as its block."""
    element = {"type": kind, "action_id": name, **more}
    return {
        "type": "input",
        "block_id": name,
        "label": plain(name.title()),
        "element": element,
        "optional": True,
    }


FORM: Node = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Every field"),
    "submit": plain("Save"),
    "blocks": [
        {"type": "alert", "text": plain("Nothing is kept"), "level": "info"},
        asked("name", "plain_text_input", placeholder=plain("Who?")) | {"optional": False},
        asked("story", "plain_text_input", multiline=True),
        asked("rich", "rich_text_input"),
        asked("age", "number_input", is_decimal_allowed=False, min_value="1"),
        asked("mail", "email_text_input"),
        asked("site", "url_text_input"),
        asked("kind", "radio_buttons", options=AB),
        asked("tags", "checkboxes", options=AB),
        asked("pick", "static_select", option_groups=GROUPS),
        asked("many", "multi_static_select", option_groups=GROUPS, max_selected_items=2),
        asked("outside", "multi_external_select", min_query_length=1),
        asked("people", "multi_users_select"),
        asked("rooms", "multi_channels_select"),
        asked("day", "datepicker"),
        asked("hour", "timepicker"),
        asked("moment", "datetimepicker"),
        asked("files", "file_input", filetypes=["csv"], max_files=2),
    ],
}

PLAN: Node = {
    "type": "plan",
    "title": "Find people",
    "tasks": [
        {
            "type": "task_card",
            "task_id": "1",
            "title": "Search",
            "status": "complete",
            "details": rich("50 people"),
            "sources": [{"type": "url", "url": "https://example.com", "text": "example.com"}],
        },
        {"type": "task_card", "task_id": "2", "title": "E-mails", "status": "in_progress"},
        {"type": "task_card", "task_id": "3", "title": "Write", "status": "pending"},
    ],
}


def table(rows: int = 12) -> Node:
    head = [{"type": "raw_text", "text": "Name"}, {"type": "raw_text", "text": "Score"}]
    body = [[{"type": "raw_text", "text": f"P{n}"}, {"type": "raw_number", "value": n}] for n in range(rows)]
    return {"type": "data_table", "caption": "People", "rows": [head, *body]}


def _series(name: str, *values: float) -> Node:
    return {"name": name, "data": [{"label": d, "value": v} for d, v in zip(_DAYS, values, strict=True)]}


_DAYS = ["Mon", "Tue", "Wed", "Thu"]
_AXES = {"categories": _DAYS, "x_label": "Day", "y_label": "People"}
PIE: Node = {
    "type": "data_visualization",
    "title": "Where leads come from",
    "chart": {
        "type": "pie",
        "segments": [
            {"label": "LinkedIn", "value": 60},
            {"label": "Web", "value": 25},
            {"label": "CSV", "value": 15},
        ],
    },
}


def chart(kind: str) -> Node:
    series = [_series("Found", 12, 30, 24, 41), _series("With e-mail", 7, 22, 19, 33)]
    return {
        "type": "data_visualization",
        "title": f"Leads by day, {kind}",
        "chart": {"type": kind, "series": series, "axis_config": _AXES},
    }


PICTURE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A map"}
SHOWN: list[Node] = [
    {"type": "header", "text": plain("What was found")},
    {"type": "section", "fields": [{"type": "mrkdwn", "text": f"*{n}*\n{n} people"} for n in ("One", "Two")]},
    {
        "type": "context",
        "elements": [PICTURE, {"type": "mrkdwn", "text": "by `code` <https://example.com|there>"}],
    },
    {"type": "divider"},
    {"type": "image", "title": plain("Map"), "image_url": "https://example.com/a.png", "alt_text": "A map"},
    {
        "type": "video",
        "title": plain("How it works"),
        "title_url": "https://example.com/watch",
        "video_url": "https://example.com/embed",
        "thumbnail_url": "https://example.com/a.png",
        "alt_text": "A film",
        "provider_name": "Films",
    },
    {
        "type": "markdown",
        "text": "# Head\n**bold** _soft_ `code`\n\n- one\n- two\n\n> said\n\n|a|b|\n|-|-|\n|1|2|",
    },
    {
        "type": "container",
        "title": plain("Details"),
        "is_collapsible": True,
        "default_collapsed": True,
        "child_blocks": [{"type": "section", "text": plain("Inside the container")}],
    },
    {
        "type": "carousel",
        "elements": [{"type": "card", "title": plain(f"Card {n}"), "body": plain("Text")} for n in (1, 2, 3)],
    },
]
