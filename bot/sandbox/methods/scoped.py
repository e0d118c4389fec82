"""The scopes that depend on the kind of conversation."""

from __future__ import annotations

from bot.sandbox.errors import SlackError
from bot.sandbox.methods.method import Call
from bot.sandbox.workspace import Channel

_FAMILY = {"channel": "channels", "group": "groups", "im": "im"}
_FAMILIES = ("channels", "groups", "im", "mpim")
_MANAGE = "channels:manage"  # what a bot has for a public channel in the place of channels:write

ANY_READ = tuple(f"{family}:read" for family in _FAMILIES)
ANY_HISTORY = tuple(f"{family}:history" for family in _FAMILIES)
ANY_WRITE = (_MANAGE, *(f"{family}:write" for family in _FAMILIES))


def need(call: Call, kind: str, *rights: str) -> None:
    """Refuse a caller who has none of these rights, such as `read`, for a kind of conversation."""
    wanted = [f"{_FAMILY[kind]}:{right}" for right in rights]
    if "channels:write" in wanted:
        wanted.insert(0, _MANAGE)
    if not any(call.caller.may(scope) for scope in wanted):
        provided = ",".join(call.caller.scopes or ())
        raise SlackError("missing_scope", needed=",".join(wanted), provided=provided)


def scoped(call: Call, channel: Channel, right: str) -> Channel:
    """The conversation, if the caller has this right for its kind."""
    need(call, channel.kind, right)
    return channel
