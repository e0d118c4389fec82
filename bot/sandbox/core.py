"""The local Slack itself: its workspace, its parts, and the one way for a change to become known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import limits
from bot.sandbox.calls import CallLog
from bot.sandbox.clock import Clock, Timestamps
from bot.sandbox.database import Database
from bot.sandbox.delivery.http import RequestUrl
from bot.sandbox.delivery.postman import Postman
from bot.sandbox.delivery.route import Route
from bot.sandbox.delivery.socket import SocketMode
from bot.sandbox.errors import SlackError
from bot.sandbox.events import Event, event_callback
from bot.sandbox.faults import Faults
from bot.sandbox.identity import PEOPLE, VISITOR, Caller, Credentials, User, bot_user
from bot.sandbox.installations import Installations
from bot.sandbox.live import Live
from bot.sandbox.manifest import Manifest
from bot.sandbox.modals import Views
from bot.sandbox.ratelimits import RateLimits
from bot.sandbox.statuses import Statuses
from bot.sandbox.streams import Streams
from bot.sandbox.tokens import Tokens, fixed_tokens
from bot.sandbox.triggers import ResponseUrls, Triggers
from bot.sandbox.typed import Known
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class Options:
    """How strict and how patient this Slack is. Without a request URL the app is reached by Socket Mode.

    `retry_seconds` is what a minute lasts of Slack's pauses before an event is sent again.
    """

    request_url: str | None = None
    rate_limits: bool = True
    ack_seconds: float = limits.ACK_SECONDS
    trigger_seconds: float = limits.TRIGGER_SECONDS
    retry_seconds: float = 0.0


class Slack:
    """What the Web API, the people and the page act on."""

    def __init__(
        self,
        *,
        manifest: Mapping[str, Any] | None,
        clock: Clock,
        database: Database,
        faults: Faults,
        options: Options,
    ) -> None:
        self.manifest = Manifest(manifest)
        self.clock = clock
        self.credentials = Credentials()
        self.bot = bot_user(self.manifest.document)
        self.users: dict[str, User] = {user.id: user for user in (*PEOPLE, self.bot)}
        self.tokens = Tokens(fixed_tokens(self.credentials, self.manifest), clock)
        self.faults = faults
        self.log = CallLog(clock)
        self.socket = SocketMode(ack_seconds=options.ack_seconds)
        self.postman = Postman(self._route(options), faults, self.log, retry_seconds=options.retry_seconds)
        self.rates = RateLimits(enabled=options.rate_limits)
        self.live = Live()
        self.origin = "http://127.0.0.1:8155"
        self._options = options
        self._database = database
        self._begin()

    def _route(self, options: Options) -> Route:
        if options.request_url is None:
            return self.socket
        url, secret = options.request_url, self.credentials.signing_secret
        return RequestUrl(url, secret, self.clock, self.faults, ack_seconds=options.ack_seconds)

    def _begin(self) -> None:
        self.workspace = Workspace(self._database)
        self.meet()
        self.stamps = Timestamps(self.clock)
        self.stamps.after(self.workspace.last_ts())
        self.triggers = Triggers(self.clock, seconds=self._options.trigger_seconds)
        self.response_urls = ResponseUrls(self.clock)
        self.installations = Installations(self.clock)
        self.away: set[str] = set()
        self.views = Views(self.workspace, self.stamps)
        self.statuses = Statuses(self.clock)
        self.streams = Streams(self.clock)

    def meet(self) -> None:
        """Know the other company's people once a channel is shared with them."""
        if any(channel.shared for channel in self.workspace.channels.values()):
            self.users.setdefault(VISITOR.id, VISITOR)

    def now(self) -> float:
        return self.clock.now().timestamp()

    def user(self, user_id: str) -> User:
        try:
            return self.users[user_id]
        except KeyError:
            raise SlackError("user_not_found") from None

    def caller(self, token: str) -> Caller:
        """Whom a token stands for; raises when it is no good."""
        held = self.tokens.live(token)
        return Caller(held.kind, self.user(held.user), token, held.scopes)

    def known(self) -> Known:
        """Whom and what one may mention."""
        users = {name: u.id for u in self.users.values() for name in (u.name, u.first_name)}
        return Known(users, {c.name: c.id for c in self.workspace.channels.values() if not c.is_im})

    def changed(self) -> None:
        """Something that a page shows or a restart keeps is different now."""
        self._database.commit()
        self.live.changed()

    def emit(self, event: Event, subscription: str) -> None:
        """Tell the app, if it is installed and its manifest subscribes to that."""
        if self.manifest.subscribes(subscription) and self.tokens.installed():
            channel = self.workspace.channels.get(str(event.get("channel")))
            shared = channel is not None and channel.shared
            self.postman.event(event_callback(event, int(self.now()), shared=shared))

    def reset(self) -> None:
        """Begin again with an empty workspace."""
        self._database.clear()
        self._begin()
        self.tokens.begin()
        self.log.clear()
        self.faults.clear()
        self.rates.clear()
        self.changed()

    def close(self) -> None:
        self._database.close()
        self.log.close()
