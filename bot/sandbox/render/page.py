"""The templates, and what they are told about who reads and what was entered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import jinja2
from markupsafe import Markup

from bot.sandbox.core import Slack
from bot.sandbox.fields import KEYS, options
from bot.sandbox.identity import PEOPLE, User
from bot.sandbox.render.charts import chart, figures
from bot.sandbox.render.icons import ICONS
from bot.sandbox.render.links import link
from bot.sandbox.render.markdown import markdown
from bot.sandbox.render.mrkdwn import Reader, mrkdwn, plain
from bot.sandbox.render.previews import Preview, picture_address, preview
from bot.sandbox.render.rich_text import rich_text
from bot.sandbox.typed import as_typed

_GROUPS = {
    "plan": "tasks",
    "task_card": "tasks",
    "table": "tables",
    "data_table": "tables",
    "data_visualization": "charts",
    "container": "containers",
    "card": "cards",
    "carousel": "cards",
    "input": "inputs",
}


_NAME = 80


def environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("bot.sandbox"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.ChainableUndefined,
    )


@dataclass(frozen=True)
class Sheet:
    """One rendering for one reader; templates call its methods."""

    slack: Slack
    reader: User
    templates: jinja2.Environment
    state: Mapping[str, Any] = field(default_factory=dict)
    scope: str = ""
    """Where on the page this is: one message can be there twice, and its radio buttons are two groups."""

    def _names(self) -> Reader:
        return Reader(
            {user.id: user.first_name for user in self.slack.users.values()},
            {channel.id: channel.name for channel in self.slack.workspace.channels.values()},
            self.reader.tz_offset,
            self.slack.clock.now(),
            self.reader.id,
        )

    def text(self, node: Mapping[str, Any] | str | None) -> Markup:
        """A text object, or a plain string."""
        if not node:
            return Markup("")
        if isinstance(node, str):
            return plain(node)
        if node["type"] == "mrkdwn":
            return mrkdwn(node["text"], self._names())
        return plain(node["text"])

    def mrkdwn(self, text: str) -> Markup:
        return mrkdwn(text, self._names())

    def markdown(self, text: str) -> Markup:
        return markdown(text)

    def rich_text(self, block: dict[str, Any]) -> Markup:
        return rich_text(block, self._names())

    def link(self, url: str, label: str) -> Markup:
        return link(url, label)

    def block(self, block: Mapping[str, Any]) -> Markup:
        """One block, by the template of its group."""
        group = _GROUPS.get(block["type"], "layout")
        html = self.templates.get_template(f"blocks/{group}.html").render(block=block, sheet=self)
        return Markup(html)  # noqa: S704 - the templates escape

    def element(self, element: Mapping[str, Any], block: Mapping[str, Any]) -> Markup:
        template = self.templates.get_template("blocks/elements.html")
        chosen = self.chosen(element, block["block_id"])
        html = template.render(e=element, block=block, sheet=self, chosen=chosen)
        return Markup(html)  # noqa: S704 - the templates escape

    def _value(self, element: Mapping[str, Any], block_id: str) -> Any:
        """What stands in an element, as Slack keeps it: what was entered, else what it started with."""
        start, key = KEYS[element["type"]]
        entry = self.state.get(block_id, {}).get(element.get("action_id"))
        return entry.get(key) if entry else element.get(start)

    def chosen(self, element: Mapping[str, Any], block_id: str) -> Any:
        """The same as plain values; rich text stays what it is."""
        if element["type"] not in KEYS:
            return None
        value = self._value(element, block_id)
        if isinstance(value, dict):
            return value if value.get("type") == "rich_text" else value.get("value", "")
        if isinstance(value, list):
            return [item["value"] if isinstance(item, dict) else item for item in value]
        return value

    def picked(self, element: Mapping[str, Any], block_id: str) -> list[tuple[str, str]]:
        """What is chosen in a menu with chips: values and labels."""
        value = self._value(element, block_id)
        names = dict(self.members(element["type"]))
        items = value if isinstance(value, list) else [value] if value else []
        return [
            (item["value"], item["text"]["text"])
            if isinstance(item, dict)
            else (item, names.get(item) or item)
            for item in items
        ]

    def named(self, element: Mapping[str, Any], block: Mapping[str, Any]) -> str:
        """What a field is called for those who do not see where it stands."""
        beside = block.get("label") or block.get("text") or {}
        given = (element.get("placeholder") or {}).get("text") if block["type"] != "input" else ""
        text = given or str(beside.get("text") or "") or str(element["type"]).replace("_", " ")
        return text.strip("*_ \n")[:_NAME]

    def confirm(self, node: Mapping[str, Any]) -> str:
        """A confirmation for the page's dialog: its parts as finished HTML."""
        parts = {name: str(self.text(node[name])) for name in ("title", "text", "confirm", "deny")}
        return json.dumps(parts | {"style": node.get("style", "primary")})

    def pairs(self, element: Mapping[str, Any]) -> list[tuple[str, str]]:
        return [(option["value"], option["text"]["text"]) for option in options(element)]

    def members(self, kind: str) -> list[tuple[str, str]]:
        """The people, or the conversations, that a menu of this kind offers."""
        if "users" in kind:
            return [(user.id, user.real_name) for user in PEOPLE]
        channels = self.slack.workspace.channels.values()
        return [(c.id, f"#{c.name}") for c in channels if not c.is_im and not c.archived]

    def shortcuts(self) -> tuple[Mapping[str, Any], ...]:
        """What the app offers on a message."""
        return self.slack.manifest.shortcuts("message")

    def name(self, user_id: str) -> str:
        user = self.slack.users.get(user_id)
        return (user.first_name if user.is_bot else user.real_name) if user else user_id

    def source(self, text: str) -> str:
        """A person's message as it was typed, to be edited."""
        return as_typed(text)

    def initials(self, user_id: str) -> str:
        return "".join(word[0] for word in self.name(user_id).split()[:2]).upper()

    def clock(self, ts: str) -> str:
        return datetime.fromtimestamp(float(ts) + self.reader.tz_offset, UTC).strftime("%H:%M")

    def moment(self, ts: str) -> str:
        return datetime.fromtimestamp(float(ts) + self.reader.tz_offset, UTC).strftime(
            "%A, %d %B %Y, %H:%M:%S"
        )

    def local(self, epoch: int | None) -> str:
        """For a date and time field."""
        if not epoch:
            return ""
        return datetime.fromtimestamp(int(epoch) + self.reader.tz_offset, UTC).strftime("%Y-%m-%dT%H:%M")

    def size(self, count: int) -> str:
        return f"{count} bytes" if count < 1_024 else f"{count / 1_024:.1f} kB"  # noqa: PLR2004

    def preview(self, file: Mapping[str, Any]) -> Preview:
        return preview(self.slack.workspace.files, file["id"])

    def picture(self, node: Mapping[str, Any]) -> str:
        return picture_address(node, self.slack.workspace.files, self.slack.origin)

    def icon(self, node: Mapping[str, Any]) -> str:
        """One of Slack's own icons."""
        return ICONS.get(node["name"], "▪")

    def chart(self, block: Mapping[str, Any]) -> Markup:
        return chart(block)

    def figures(self, block: Mapping[str, Any]) -> list[list[str]]:
        return figures(block)
