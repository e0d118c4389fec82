"""oauth.v2, auth.revoke, apps.uninstall: how an app comes by its tokens, renews them, and loses them."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.identity import APP_ID, BOT_USER, TEAM_ID, TEAM_NAME, TokenKind
from bot.sandbox.installations import Grant
from bot.sandbox.methods.method import ANY_TOKEN, NO_TOKEN, Answer, Call, Method
from bot.sandbox.ratelimits import TIER_1, TIER_4
from bot.sandbox.tokens import Issued, Token

_PLACE = {
    "app_id": APP_ID,
    "team": {"id": TEAM_ID, "name": TEAM_NAME},
    "enterprise": None,
    "is_enterprise_install": False,
}


def _check_client(call: Call) -> None:
    ours = call.slack.credentials
    if call.arguments.get("client_id") != ours.client_id:
        raise SlackError("invalid_client_id")
    if call.arguments.get("client_secret") != ours.client_secret:
        raise SlackError("bad_client_secret")


def _access(call: Call) -> Answer:
    _check_client(call)
    match call.arguments.get("grant_type") or "authorization_code":
        case "authorization_code":
            code, address = call.arguments.get("code") or "", call.arguments.get("redirect_uri") or ""
            return _installed(call, call.slack.installations.redeem(code, address))
        case "refresh_token":
            return _renewed(call.slack.tokens.refresh(call.arguments.get("refresh_token") or ""))
        case _:
            raise SlackError("invalid_grant_type")


def _installed(call: Call, grant: Grant) -> Answer:
    asked = grant.asked
    person: dict[str, Any] = {"id": grant.user}
    if asked.user_scopes:
        person |= _issue(call, TokenKind.USER, grant.user, asked.user_scopes)
    answer: Answer = {**_PLACE, "authed_user": person}
    if asked.bot_scopes:
        answer |= {"bot_user_id": BOT_USER, **_issue(call, TokenKind.BOT, BOT_USER, asked.bot_scopes)}
    return answer


def _issue(call: Call, kind: TokenKind, user: str, scopes: tuple[str, ...]) -> Answer:
    rotating = call.slack.manifest.rotates_tokens
    return call.slack.tokens.issue(kind, user, scopes, rotating=rotating).payload()


def _renewed(issued: Issued) -> Answer:
    bot = {"bot_user_id": BOT_USER} if issued.token.kind is TokenKind.BOT else {}
    return {**_PLACE, **bot, **issued.payload()}


def _exchange(call: Call) -> Answer:
    _check_client(call)
    if not call.slack.manifest.rotates_tokens:
        raise SlackError("token_rotation_not_enabled")
    return _renewed(call.slack.tokens.exchange(call.caller.token))


def _revoke(call: Call) -> Answer:
    if call.arguments.flag("test"):
        return {"revoked": False}
    tokens, value = call.slack.tokens, call.caller.token
    _tell_revoked(call, [tokens.live(value)])
    if not tokens.installed(without=value):
        call.slack.emit({"type": "app_uninstalled"}, "app_uninstalled")
    tokens.revoke(value)
    return {"revoked": True}


def _uninstall(call: Call) -> Answer:
    _check_client(call)
    tokens = call.slack.tokens
    _tell_revoked(call, list(tokens.installed().values()))
    call.slack.emit({"type": "app_uninstalled"}, "app_uninstalled")
    tokens.revoke_installation()
    return {}


def _tell_revoked(call: Call, gone: list[Token]) -> None:
    """Slack tells whose tokens went, never which."""
    people = sorted({token.user for token in gone if token.kind is TokenKind.USER})
    bots = sorted({token.user for token in gone if token.kind is TokenKind.BOT})
    event = {"type": "tokens_revoked", "tokens": {"oauth": people, "bot": bots}}
    call.slack.emit(event, "tokens_revoked")


METHODS = {
    "apps.uninstall": Method(_uninstall, tier=TIER_1),
    "auth.revoke": Method(_revoke, tokens=ANY_TOKEN),
    "oauth.v2.access": Method(_access, tokens=NO_TOKEN, tier=TIER_4),
    "oauth.v2.exchange": Method(_exchange),
}
