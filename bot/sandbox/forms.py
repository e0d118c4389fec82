"""Submitting and closing modals, and what the app's acknowledgement does to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.sandbox import interactions
from bot.sandbox.core import Slack
from bot.sandbox.delivery.route import Kind
from bot.sandbox.entries import Entries
from bot.sandbox.errors import NotAnsweredError, SlackError
from bot.sandbox.fields import refusals
from bot.sandbox.identity import User
from bot.sandbox.validation import check_view

Payload = dict[str, Any]


class Forms:
    """One person's modals."""

    def __init__(self, slack: Slack, user: User, entries: Entries) -> None:
        self._slack = slack
        self._user = user
        self._entries = entries

    async def submit(self, view_id: str, values: Mapping[str, Any]) -> dict[str, str] | None:
        view = self._slack.views.find(self._user.id, view_id)
        before = view["state"]["values"]
        view["state"]["values"] = self._entries.state(view_id, view["blocks"], values, before)
        refused = refusals(view["blocks"], view["state"]["values"])
        if refused:
            return refused
        payload = interactions.submission(self._slack, self._user, view)
        answer = await self._slack.postman.ask(Kind.INTERACTIVE, payload)
        try:
            return self._follow(view, answer or {})
        except SlackError as error:
            self._slack.log.violation("response_action", error.code, error.messages, answer or {})
            raise NotAnsweredError(f"the answer was refused: {error}") from error
        finally:
            self._slack.changed()

    def _follow(self, view: Payload, answer: Payload) -> dict[str, str] | None:
        match answer.get("response_action"):
            case "errors":
                return self._field_errors(view, answer.get("errors"))
            case "update":
                self._update(view, answer)
            case "push":
                self._slack.views.push(self._user.id, check_view(answer.get("view"), "modal"))
            case "clear":
                self._slack.views.clear(self._user.id)
            case None:
                self._close_submitted(view)
            case unknown:
                raise SlackError("invalid_arguments", [f"unsupported response_action: {unknown}"])
        return None

    def _update(self, view: Payload, answer: Payload) -> None:
        checked = check_view(answer.get("view"), "modal")
        if view in self._slack.views.stack(self._user.id):  # else the person closed it meanwhile
            self._slack.views.update(checked, view_id=view["id"], external_id=None, expected=None)

    def _field_errors(self, view: Payload, errors: Any) -> dict[str, str]:
        inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or set(errors) - inputs:
            raise SlackError("invalid_arguments", ["errors must name input blocks of this view"])
        return errors

    def _close_submitted(self, view: Payload) -> None:
        stack = self._slack.views.stack(self._user.id)
        if view in stack:
            stack.remove(view)

    async def close(self, view_id: str, *, stack: bool) -> None:
        """Press Close: this view goes, or all where it says so; the app hears of it if it wants to."""
        view = self._slack.views.find(self._user.id, view_id)
        cleared = stack or bool(view["clear_on_close"])
        gone = self._slack.views.clear(self._user.id) if cleared else [self._slack.views.pop(self._user.id)]
        self._slack.changed()
        for closed in reversed(gone):
            if closed is not None and closed["notify_on_close"]:
                payload = interactions.closing(self._user, closed, cleared=cleared)
                self._slack.postman.tell(Kind.INTERACTIVE, payload)
