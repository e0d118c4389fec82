"""What one person enters: choices among what the app offered, and files, in Slack's form of state."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from bot.sandbox.core import Slack
from bot.sandbox.fields import entered, state
from bot.sandbox.identity import User
from bot.sandbox.methods.files import new_file
from bot.sandbox.naming import Block
from bot.sandbox.suggestions import Suggestions
from bot.sandbox.workspace import Channel, File

Values = Mapping[str, Any]


def upload(slack: Slack, user: User, name: str, content: bytes, channel: Channel | None = None) -> File:
    """A person's file; without a channel nobody but the app sees it."""
    file = new_file(user.id, name, len(content), int(slack.now()))
    file.complete, file.channels = True, [channel.id] if channel else []
    slack.workspace.files.add(file)
    slack.workspace.files.fill(file, content)
    return file


class Entries:
    """Turns plain values into what stands in the fields of a message or a view."""

    def __init__(self, slack: Slack, user: User) -> None:
        self._slack = slack
        self._user = user
        self.suggestions = Suggestions(slack)

    def state(self, where: str, blocks: list[Block], values: Values, before: Values | None) -> dict[str, Any]:
        offered = self.suggestions.offered(where, blocks)
        return state(offered, {**values, **self._files(blocks, values)}, before)

    def _files(self, blocks: list[Block], values: Values) -> dict[str, Any]:
        """Uploads what was put into file inputs; each is {name, base64} or a name and its bytes."""
        found: dict[str, Any] = {}
        for block in (b for b in blocks if b.get("element", {}).get("type") == "file_input"):
            block_id, action_id = block["block_id"], block["element"]["action_id"]
            known, raw = entered(values, block_id, action_id)
            if known:
                found[block_id] = {action_id: [self._uploaded(item) for item in raw or ()]}
        return found

    def _uploaded(self, item: Any) -> dict[str, Any]:
        if isinstance(item, Mapping):
            item = item["name"], base64.b64decode(item["base64"], validate=True)
        name, content = item
        return upload(self._slack, self._user, name, content).payload(self._slack.origin)
