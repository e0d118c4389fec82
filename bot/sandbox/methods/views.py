"""views: open, push, update, publish."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.identity import BOT_USER
from bot.sandbox.methods.method import BOT_ONLY, Answer, Call, Method
from bot.sandbox.ratelimits import TIER_4
from bot.sandbox.validation import check_view


def _view(call: Call, kind: str = "modal") -> dict[str, Any]:
    return check_view(call.arguments.json("view"), kind)


def _open(call: Call) -> Answer:
    trigger_id = call.arguments.text("trigger_id")
    view = _view(call)
    trigger = call.slack.triggers.exchange(trigger_id)
    return _shown(call, call.slack.views.open(trigger.user, view, trigger.channel))


def _push(call: Call) -> Answer:
    trigger_id = call.arguments.text("trigger_id")
    view = _view(call)
    trigger = call.slack.triggers.exchange(trigger_id)
    return _shown(call, call.slack.views.push(trigger.user, view, trigger.channel))


def _update(call: Call) -> Answer:
    view_id, external_id = call.arguments.get("view_id"), call.arguments.get("external_id")
    if view_id is None and external_id is None:
        raise SlackError("invalid_arguments", ["missing required field: view_id [json-pointer:/view_id]"])
    view = _view(call)
    expected = call.arguments.get("hash")
    updated = call.slack.views.update(view, view_id=view_id, external_id=external_id, expected=expected)
    return _shown(call, updated)


def _publish(call: Call) -> Answer:
    user = call.slack.user(call.arguments.text("user_id"))
    if user.id == BOT_USER:
        raise SlackError("user_not_found")
    if not call.slack.manifest.has_home:
        raise SlackError("not_enabled")
    view = _view(call, "home")
    return _shown(call, call.slack.views.publish(user.id, view, call.arguments.get("hash")))


def _shown(call: Call, view: dict[str, Any]) -> Answer:
    call.slack.changed()
    return {"view": view}


METHODS = {
    "views.open": Method(_open, tokens=BOT_ONLY, tier=TIER_4),
    "views.push": Method(_push, tokens=BOT_ONLY, tier=TIER_4),
    "views.update": Method(_update, tokens=BOT_ONLY, tier=TIER_4),
    "views.publish": Method(_publish, tokens=BOT_ONLY, tier=TIER_4),
}
