"""Who is in the local workspace: the team, its two people, the app, and the tokens that stand for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

TEAM_ID: Final = "T0SANDBOX1"
TEAM_NAME: Final = "Acme"
TEAM_DOMAIN: Final = "acme-sandbox"
APP_ID: Final = "A0SANDBOX1"
BOT_ID: Final = "B0SANDBOX1"
BOT_USER: Final = "U0SANDBOT1"
PARTNER_ID: Final = "T0PARTNER1"
PARTNER_DOMAIN: Final = "partner-sandbox"
"""Another company, whose people one meets in shared channels."""
VERIFICATION_TOKEN: Final = "sandbox-verification"  # noqa: S105 - Slack's old token, no secret here


@dataclass(frozen=True)
class Credentials:
    """The fixed credentials that a bot uses against the sandbox."""

    bot_token: str = "xoxb-sandbox"  # noqa: S105 - published on purpose: it opens nothing
    app_token: str = "xapp-sandbox"  # noqa: S105
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105
    rep_token: str = "xoxp-rep"  # noqa: S105
    manager_token: str = "xoxp-manager"  # noqa: S105
    client_id: str = "100000000001.200000000002"
    client_secret: str = "sandbox-client-secret"  # noqa: S105


@dataclass(frozen=True)
class User:
    """A member of the workspace, person or bot."""

    id: str
    who: str
    name: str
    first_name: str
    real_name: str
    email: str
    tz: str = "Europe/Berlin"
    tz_offset: int = 3600
    is_admin: bool = False
    is_bot: bool = False
    title: str = ""
    team: str = TEAM_ID

    @property
    def domain(self) -> str:
        return TEAM_DOMAIN if self.team == TEAM_ID else PARTNER_DOMAIN

    def profile(self, *, with_email: bool) -> dict[str, Any]:
        profile: dict[str, Any] = {
            "real_name": self.real_name,
            "display_name": self.first_name,
            "first_name": self.first_name,
            "title": self.title,
            "team": self.team,
        }
        if with_email and not self.is_bot:
            profile["email"] = self.email
        return profile | {"api_app_id": APP_ID, "bot_id": BOT_ID} if self.is_bot else profile

    def payload(self, *, with_email: bool) -> dict[str, Any]:
        return {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": False,
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": self.tz_offset,
            "profile": self.profile(with_email=with_email),
            "is_admin": self.is_admin,
            "is_owner": self.is_admin,
            "is_primary_owner": self.is_admin,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 0,
        }


REP: Final = User("U0DANAREP1", "rep", "dana", "Dana", "Dana Reyes", "dana@acme.example", title="Sales rep")
MANAGER: Final = User(
    "U0MAXMNGR1",
    "manager",
    "max",
    "Max",
    "Max Lindner",
    "max@acme.example",
    is_admin=True,
    title="Sales manager",
)
PEOPLE: Final = (REP, MANAGER)
VISITOR: Final = User(
    "U0PATVISIT",
    "visitor",
    "pat",
    "Pat",
    "Pat Olsen",
    "pat@partner.example",
    title="Buyer at Partner Inc.",
    team=PARTNER_ID,
)
"""Of another company: sees the channels that are shared with it, and nothing else."""


def bot_user(manifest: Mapping[str, Any]) -> User:
    """The app's own user, named as its manifest says."""
    name = str(manifest.get("display_information", {}).get("name", "App"))
    shown = str(manifest.get("features", {}).get("bot_user", {}).get("display_name", name))
    return User(
        BOT_USER,
        "bot",
        shown.lower().replace(" ", "_"),
        shown,
        name,
        "",
        tz="Etc/UTC",
        tz_offset=0,
        is_bot=True,
    )


class TokenKind(StrEnum):
    """What a token stands for."""

    BOT = "bot"
    APP = "app"
    USER = "user"
    NONE = "none"


@dataclass(frozen=True)
class Caller:
    """Who makes a Web API call."""

    kind: TokenKind
    user: User
    token: str = ""
    scopes: tuple[str, ...] | None = None

    def may(self, scope: str) -> bool:
        return self.scopes is None or scope in self.scopes
