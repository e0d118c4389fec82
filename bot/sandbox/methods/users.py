"""users: who is there, and whether they are at their desks."""

from __future__ import annotations

from bot.sandbox.errors import SlackError
from bot.sandbox.identity import TEAM_ID, TEAM_NAME, User
from bot.sandbox.methods.method import USER_ONLY, Answer, Call, Method
from bot.sandbox.methods.paging import paged
from bot.sandbox.ratelimits import TIER_2, TIER_4

_READ = ("users:read",)
_LOCALE = "en-US"


def _payload(call: Call, user: User) -> Answer:
    shown = user.payload(with_email=call.caller.may("users:read.email"))
    return shown | {"locale": _LOCALE} if call.arguments.flag("include_locale") else shown


def _info(call: Call) -> Answer:
    return {"user": _payload(call, call.slack.user(call.arguments.text("user")))}


def _list(call: Call) -> Answer:
    members = [_payload(call, user) for user in call.slack.users.values()]
    return paged(call, "members", members) | {"cache_ts": int(call.slack.now())}


def _by_email(call: Call) -> Answer:
    email = call.arguments.text("email").lower()
    for user in call.slack.users.values():
        if user.email and user.email == email:
            return {"user": user.payload(with_email=True)}
    raise SlackError("users_not_found")


def _named_or_self(call: Call) -> User:
    named = call.arguments.get("user")
    return call.slack.user(named) if named else call.caller.user


def _profile(call: Call) -> Answer:
    return {"profile": _named_or_self(call).profile(with_email=call.caller.may("users:read.email"))}


def _presence(call: Call) -> Answer:
    user = _named_or_self(call)
    away = user.id in call.slack.away
    answer: Answer = {"presence": "away" if away else "active"}
    if user != call.caller.user:
        return answer
    how = {"online": True, "auto_away": False, "manual_away": away, "connection_count": 1}
    return answer | how | {"last_activity": int(call.slack.now())}


def _set_presence(call: Call) -> Answer:
    match call.arguments.text("presence"):
        case "away":
            call.slack.away.add(call.caller.user.id)
        case "auto":
            call.slack.away.discard(call.caller.user.id)
        case _:
            raise SlackError("invalid_presence")
    return {}


def _identity(call: Call) -> Answer:
    user = call.caller.user
    about = {"id": user.id, "name": user.real_name}
    if call.caller.may("identity.email"):
        about["email"] = user.email
    return {"user": about, "team": {"id": TEAM_ID, "name": TEAM_NAME}}


METHODS = {
    "users.getPresence": Method(_presence, _READ),
    "users.identity": Method(_identity, ("identity.basic",), USER_ONLY),
    "users.info": Method(_info, _READ, tier=TIER_4),
    "users.list": Method(_list, _READ, tier=TIER_2),
    "users.lookupByEmail": Method(_by_email, ("users:read.email",)),
    "users.profile.get": Method(_profile, ("users.profile:read",), tier=TIER_4),
    "users.setPresence": Method(_set_presence, ("users:write",), tier=TIER_2),
}
