"""What a Web API method is: a function, the scopes it needs, the tokens it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.core import Slack
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import BOT_USER, Caller, TokenKind
from bot.sandbox.ratelimits import TIER_3, Tier
from bot.sandbox.workspace import Channel


@dataclass(frozen=True)
class Call:
    """One call: who calls, with what, and where from."""

    slack: Slack
    caller: Caller
    arguments: Arguments
    origin: str

    def channel(self, name: str = "channel") -> Channel:
        """The conversation that a call names, as far as its caller may see it."""
        wanted = self.arguments.get(name)
        if wanted is None:
            raise SlackError("channel_not_found")
        workspace = self.slack.workspace
        is_person = wanted in self.slack.users and wanted != BOT_USER
        channel = workspace.direct(wanted) if is_person else workspace.named(wanted)
        if not channel.seen_by(self.caller.user.id):
            raise SlackError("channel_not_found")
        return channel

    def joined_channel(self, name: str = "channel") -> Channel:
        channel = self.channel(name)
        if self.caller.user.id not in channel.members:
            raise SlackError("not_in_channel")
        return channel


Answer = dict[str, Any]
ANY_TOKEN = frozenset({TokenKind.BOT, TokenKind.USER})
BOT_ONLY = frozenset({TokenKind.BOT})
USER_ONLY = frozenset({TokenKind.USER})
APP_ONLY = frozenset({TokenKind.APP})
NO_TOKEN = frozenset({TokenKind.NONE})


@dataclass(frozen=True)
class Method:
    """A method of the Web API; one of its `scopes` is needed. Most are of the third tier."""

    answer: Callable[[Call], Answer]
    scopes: tuple[str, ...] = ()
    tokens: frozenset[TokenKind] = ANY_TOKEN
    tier: Tier = TIER_3
