"""users: info, list, lookupByEmail."""

from __future__ import annotations

from bot.sandbox.errors import SlackError
from bot.sandbox.methods.method import Answer, Call, Method
from bot.sandbox.ratelimits import TIER_2, TIER_4

_READ = ("users:read",)


def _sees_email(call: Call) -> bool:
    return call.caller.may("users:read.email")


def _info(call: Call) -> Answer:
    user = call.slack.user(call.arguments.text("user"))
    return {"user": user.payload(with_email=_sees_email(call))}


def _list(call: Call) -> Answer:
    members = [user.payload(with_email=_sees_email(call)) for user in call.slack.users.values()]
    return {"members": members, "response_metadata": {"next_cursor": ""}}


def _by_email(call: Call) -> Answer:
    email = call.arguments.text("email").lower()
    for user in call.slack.users.values():
        if user.email and user.email == email:
            return {"user": user.payload(with_email=True)}
    raise SlackError("users_not_found")


METHODS = {
    "users.info": Method(_info, _READ, tier=TIER_4),
    "users.list": Method(_list, _READ, tier=TIER_2),
    "users.lookupByEmail": Method(_by_email, ("users:read.email",)),
}
