"""Installing the app with OAuth: what it asks for, the open install pages, and the codes that they give."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from bot import limits
from bot.sandbox.clock import Clock
from bot.sandbox.errors import SlackError
from bot.sandbox.manifest import Manifest
from bot.sandbox.recent import forget_oldest

_KEPT = 1_000


@dataclass(frozen=True)
class Asked:
    """What an app asks a person for, and where the answer goes."""

    bot_scopes: tuple[str, ...]
    user_scopes: tuple[str, ...]
    state: str
    redirect_uri: str
    named_uri: bool
    """Whether the app named the address itself; then it has to name it again with the code."""

    def answered(self, **answer: str) -> str:
        """The app's address, with the answer."""
        joint = "&" if urlsplit(self.redirect_uri).query else "?"
        return self.redirect_uri + joint + urlencode({**answer, "state": self.state})


@dataclass(frozen=True)
class Grant:
    """What a person allowed."""

    asked: Asked
    user: str
    at: float


def asked(query: Mapping[str, str], manifest: Manifest, client_id: str) -> Asked:
    """What the address of an install page asks for; raises what Slack's page would say instead."""
    if query.get("client_id") != client_id:
        raise SlackError("invalid_client_id")
    bot = _scopes(query.get("scope", ""), manifest.bot_scopes)
    user = _scopes(query.get("user_scope", ""), manifest.user_scopes)
    if not bot and not user:
        raise SlackError("invalid_scope", ["no scope is asked for"])
    named = query.get("redirect_uri", "")
    address = _address(named, manifest.redirect_urls)
    return Asked(bot, user, query.get("state", ""), address, bool(named))


def _scopes(listed: str, allowed: tuple[str, ...] | None) -> tuple[str, ...]:
    scopes = tuple(scope for scope in listed.replace(" ", ",").split(",") if scope)
    wrong = [scope for scope in scopes if allowed is not None and scope not in allowed]
    if wrong:
        raise SlackError("invalid_scope", [f"the manifest does not list {', '.join(wrong)}"])
    return scopes


def _address(named: str, configured: tuple[str, ...]) -> str:
    """Where to go back to: one of the manifest's addresses, or one below it."""
    address = named or next(iter(configured), "")
    below = any(address == each or address.startswith(f"{each.rstrip('/')}/") for each in configured)
    if urlsplit(address).scheme not in ("http", "https") or (configured and not below):
        raise SlackError("bad_redirect_uri")
    return address


class Installations:
    """The install pages that are open, and the codes that were given."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: dict[str, Asked] = {}
        self._codes: dict[str, Grant] = {}

    def offer(self, wanted: Asked) -> str:
        """Open an install page; its ticket, without which no other page can press Allow."""
        ticket = secrets.token_urlsafe(18)
        self._open[ticket] = wanted
        forget_oldest(self._open, _KEPT)
        return ticket

    def close(self, ticket: str) -> Asked:
        try:
            return self._open.pop(ticket)
        except KeyError:
            raise SlackError("invalid_request", ["this page was used already"]) from None

    def allow(self, wanted: Asked, user: str) -> str:
        """Press Allow: the address to go to, with a code."""
        code = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(32)}"
        self._codes[code] = Grant(wanted, user, self._now())
        forget_oldest(self._codes, _KEPT)
        return wanted.answered(code=code)

    def redeem(self, code: str, redirect_uri: str) -> Grant:
        """What a code stands for: once, and for 10 minutes."""
        grant = self._codes.pop(code, None)
        if grant is None or self._now() - grant.at > limits.CODE_SECONDS:
            raise SlackError("invalid_code")
        if (grant.asked.named_uri or redirect_uri) and redirect_uri != grant.asked.redirect_uri:
            raise SlackError("bad_redirect_uri")
        return grant

    def _now(self) -> float:
        return self._clock.now().timestamp()
