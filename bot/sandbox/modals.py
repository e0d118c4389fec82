"""Views: each person's stack of modals, and everybody's Home tab."""

from __future__ import annotations

import secrets
from typing import Any

from bot import limits
from bot.sandbox.clock import Timestamps
from bot.sandbox.errors import SlackError
from bot.sandbox.fields import state
from bot.sandbox.identity import APP_ID, BOT_ID, TEAM_ID
from bot.sandbox.naming import Block, elements, named
from bot.sandbox.workspace import Workspace

View = dict[str, Any]


class Views:
    """Every open view. Modals live as long as the server, Home views as long as the workspace."""

    def __init__(self, workspace: Workspace, stamps: Timestamps) -> None:
        self._workspace = workspace
        self._stamps = stamps
        self._stacks: dict[str, list[View]] = {}

    def stack(self, user: str) -> list[View]:
        return self._stacks.setdefault(user, [])

    def home(self, user: str) -> View | None:
        return self._workspace.homes.get(user)

    def open(self, user: str, view: View, here: str | None = None) -> View:
        """Open a modal; it takes the place of whatever was open. `here` is the conversation it came from."""
        return self._stack_up(user, view, [], here)

    def push(self, user: str, view: View, here: str | None = None) -> View:
        if len(self.stack(user)) >= limits.VIEW_STACK:
            raise SlackError("push_limit_reached")
        return self._stack_up(user, view, self.stack(user), here)

    def _stack_up(self, user: str, view: View, below: list[View], here: str | None) -> View:
        self._external_id_is_free(view.get("external_id"))
        opened = self._made(view, f"V{secrets.token_hex(5).upper()}")
        opened["state"]["values"] = state(opened["blocks"], _current(opened["blocks"], here))
        opened["root_view_id"] = below[0]["id"] if below else opened["id"]
        opened["previous_view_id"] = below[-1]["id"] if below else None
        self._stacks[user] = [*below, opened]
        return opened

    def _external_id_is_free(self, external_id: str | None) -> None:
        if external_id and any(v["external_id"] == external_id for s in self._stacks.values() for v in s):
            raise SlackError("duplicate_external_id")

    def update(
        self, view: View, *, view_id: str | None, external_id: str | None, expected: str | None
    ) -> View:
        """Replace an open modal, unless it changed since `expected`. Entered values stay with fields."""
        current = self._found(view_id, external_id)
        if expected and expected != current["hash"]:
            raise SlackError("hash_conflict")
        if view.get("external_id") != current["external_id"]:
            self._external_id_is_free(view.get("external_id"))
        fresh = self._made(view, current["id"], current["state"]["values"])
        fresh["external_id"] = fresh["external_id"] or current["external_id"]
        kept = {name: current[name] for name in ("root_view_id", "previous_view_id")}
        current.clear()
        current.update(fresh | kept)
        return current

    def _found(self, view_id: str | None, external_id: str | None) -> View:
        for stack in self._stacks.values():
            for view in stack:
                if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                    return view
        raise SlackError("not_found")

    def publish(self, user: str, view: View, expected: str | None) -> View:
        current = self.home(user)
        if current is not None and expected and expected != current["hash"]:
            raise SlackError("hash_conflict")
        view_id = current["id"] if current else f"V{secrets.token_hex(5).upper()}"
        home = self._made(view, view_id)
        home["root_view_id"] = view_id
        self._workspace.publish(user, home)
        return home

    def find(self, user: str, view_id: str) -> View:
        """A view that this person has before them: an open modal or their Home tab."""
        home = self.home(user)
        if home is not None and home["id"] == view_id:
            return home
        found = next((view for view in self.stack(user) if view["id"] == view_id), None)
        if found is None:
            raise SlackError("not_found")
        return found

    def pop(self, user: str) -> View | None:
        stack = self.stack(user)
        return stack.pop() if stack else None

    def clear(self, user: str) -> list[View]:
        closed, self._stacks[user] = self.stack(user), []
        return closed

    def _made(self, view: View, view_id: str, before: dict[str, Any] | None = None) -> View:
        blocks = named(view["blocks"])
        defaults = {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "title": {"type": "plain_text", "text": "View Title", "emoji": True},
            "close": None,
            "submit": None,
            "clear_on_close": False,
            "notify_on_close": False,
        }
        return {
            **defaults,
            **view,
            "id": view_id,
            "team_id": TEAM_ID,
            "blocks": blocks,
            "state": {"values": state(blocks, {}, before)},
            "hash": f"{self._stamps.next().partition('.')[0]}.{secrets.token_hex(4)}",
            "previous_view_id": None,
            "root_view_id": view_id,
            "app_id": APP_ID,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
        }


def _current(blocks: list[Block], here: str | None) -> dict[str, Any]:
    """What stands in menus that begin with the conversation that the modal came from."""
    chosen: dict[str, Any] = {}
    for block in blocks:
        for element in elements(block):
            if here and element.get("default_to_current_conversation"):
                value = [here] if element["type"].startswith("multi_") else here
                chosen[block["block_id"]] = {element["action_id"]: value}
    return chosen
