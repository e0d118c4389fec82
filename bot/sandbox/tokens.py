"""The workspace's tokens: the fixed ones, and those that an installation or a rotation hands out."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from bot import limits
from bot.sandbox.clock import Clock
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import BOT_USER, MANAGER, REP, Credentials, TokenKind
from bot.sandbox.manifest import Manifest

_PREFIX: Final = {TokenKind.BOT: "xoxb", TokenKind.USER: "xoxp"}


@dataclass
class Token:
    """Whom a token stands for and what it may. No scopes listed means all of them."""

    kind: TokenKind
    user: str
    scopes: tuple[str, ...] | None = None
    installed: bool = False
    expires_at: float | None = None
    refreshed_by: str | None = None
    before: str | None = None
    revoked: bool = False
    exchanged: bool = False


@dataclass(frozen=True)
class Issued:
    """A new token as the app is told of it, with its refresh token where tokens rotate."""

    value: str
    token: Token

    def payload(self) -> dict[str, object]:
        told: dict[str, object] = {"access_token": self.value, "token_type": self.token.kind.value}
        if self.token.scopes is not None:
            told["scope"] = ",".join(self.token.scopes)
        if self.token.refreshed_by is not None:
            told |= {"refresh_token": self.token.refreshed_by, "expires_in": limits.TOKEN_SECONDS}
        return told


def fixed_tokens(credentials: Credentials, manifest: Manifest) -> dict[str, Token]:
    """The published tokens. The people's own are no part of the app's installation."""
    people = manifest.user_scopes
    return {
        credentials.bot_token: Token(TokenKind.BOT, BOT_USER, manifest.bot_scopes, installed=True),
        credentials.app_token: Token(TokenKind.APP, BOT_USER, ("connections:write",)),
        credentials.rep_token: Token(TokenKind.USER, REP.id, people),
        credentials.manager_token: Token(TokenKind.USER, MANAGER.id, people),
    }


class Tokens:
    """Every token there is, kept in a file where the workspace is kept, too."""

    def __init__(self, fixed: Mapping[str, Token], clock: Clock) -> None:
        self._fixed = fixed
        self._clock = clock
        self._path: Path | None = None
        self.begin()

    def begin(self) -> None:
        """The fixed tokens and no other."""
        self._known = {value: replace(token) for value, token in self._fixed.items()}
        self._save()

    def keep(self, path: Path) -> None:
        """Take up the tokens of an earlier start, and write every change from now on."""
        if path.exists():
            rows: dict[str, dict[str, object]] = json.loads(path.read_text("utf-8"))
            self._known |= {value: _token(row) for value, row in rows.items()}
        self._path = path

    def _save(self) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps({value: asdict(token) for value, token in self._known.items()}), "utf-8")
        part.replace(self._path)

    def live(self, value: str) -> Token:
        """The token, as long as it is good."""
        token = self._known.get(value)
        if token is None:
            raise SlackError("invalid_auth")
        if token.revoked:
            raise SlackError("account_inactive" if token.kind is TokenKind.BOT else "token_revoked")
        if token.expires_at is not None and self._now() >= token.expires_at:
            raise SlackError("token_expired")
        return token

    def issue(self, kind: TokenKind, user: str, scopes: tuple[str, ...] | None, *, rotating: bool) -> Issued:
        """A token of a new installation; without rotation it lives until it is revoked."""
        for value, token in self._fixed.items():
            if token.installed:
                self._known[value].revoked = False  # installed again, an app is no longer gone
        return self._add(Token(kind, user, scopes, installed=True), rotating=rotating)

    def _add(self, token: Token, *, rotating: bool) -> Issued:
        value = f"{_PREFIX[token.kind]}-{secrets.token_hex(16)}"
        if rotating:
            value = f"xoxe.{value.replace('-', '-1-')}"
            token.expires_at = self._now() + limits.TOKEN_SECONDS
            token.refreshed_by = f"xoxe-1-{secrets.token_hex(24)}"
        self._known[value] = token
        self._save()
        return Issued(value, token)

    def refresh(self, refresh_token: str) -> Issued:
        """The next token. The one before stays good until its own end; those before that one do not."""
        found = (v for v, t in self._known.items() if t.refreshed_by == refresh_token and not t.revoked)
        value = next(found, None)
        if not refresh_token or value is None:
            raise SlackError("invalid_refresh_token")
        spent = self._known[value]
        spent.refreshed_by = None
        if spent.before is not None:
            self._known[spent.before].revoked = True
        return self._add(
            Token(spent.kind, spent.user, spent.scopes, installed=True, before=value), rotating=True
        )

    def exchange(self, value: str) -> Issued:
        """A rotating token for one that lived without end, once."""
        token = self._known[value]
        if token.exchanged:
            raise SlackError("token_already_exchanged")
        if token.expires_at is not None or not token.installed:
            raise SlackError("invalid_token")
        token.exchanged = True
        return self._add(Token(token.kind, token.user, token.scopes, installed=True), rotating=True)

    def revoke(self, value: str) -> None:
        self._known[value].revoked = True
        self._save()

    def revoke_installation(self) -> None:
        """The app was uninstalled: every token of it goes, the people's own and the app's stay."""
        for token in self._known.values():
            token.revoked |= token.installed
        self._save()

    def installed(self, *, without: str = "") -> dict[str, Token]:
        """The good tokens of the installation: with none left, the app is uninstalled."""
        return {v: t for v, t in self._known.items() if t.installed and not t.revoked and v != without}

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _token(row: Mapping[str, object]) -> Token:
    """A token as it was written: JSON knows no tuples and no enums."""
    scopes = row["scopes"]
    token = Token(**{**row, "kind": TokenKind(str(row["kind"]))})  # type: ignore[arg-type]
    token.scopes = tuple(scopes) if isinstance(scopes, list) else None
    return token
