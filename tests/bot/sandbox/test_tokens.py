from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot import limits
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import BOT_USER, REP, Credentials, TokenKind
from bot.sandbox.manifest import Manifest
from bot.sandbox.tokens import Tokens, fixed_tokens
from tests.bot.sandbox.acts import Hands


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def tokens(clock: Hands) -> Tokens:
    return Tokens(fixed_tokens(Credentials(), Manifest(None)), clock)


def refusal(tokens: Tokens, value: str) -> str | None:
    try:
        tokens.live(value)
    except SlackError as error:
        return error.code
    return None


def test_an_unknown_token_is_invalid_and_a_fixed_one_is_good(tokens: Tokens) -> None:
    assert refusal(tokens, "xoxb-other") == "invalid_auth"
    assert refusal(tokens, "xoxb-sandbox") is None


def test_scopes_are_the_manifests(clock: Hands) -> None:
    scopes = {"bot": ["chat:write"], "user": ["search:read"]}
    fixed = fixed_tokens(Credentials(), Manifest({"oauth_config": {"scopes": scopes}}))
    tokens = Tokens(fixed, clock)
    assert tokens.live("xoxb-sandbox").scopes == ("chat:write",)
    assert tokens.live("xoxp-rep").scopes == ("search:read",)
    without = fixed_tokens(Credentials(), Manifest({"oauth_config": {"scopes": {"bot": []}}}))
    assert without["xoxp-rep"].scopes is None


def test_a_rotating_token_expires_and_another_does_not(tokens: Tokens, clock: Hands) -> None:
    rotating = tokens.issue(TokenKind.BOT, BOT_USER, ("chat:write",), rotating=True)
    lasting = tokens.issue(TokenKind.BOT, BOT_USER, ("chat:write",), rotating=False)
    assert rotating.value.startswith("xoxe.xoxb-1-")
    assert rotating.payload()["expires_in"] == limits.TOKEN_SECONDS
    assert lasting.payload().keys() == {"access_token", "token_type", "scope"}
    clock.time += timedelta(seconds=limits.TOKEN_SECONDS - 1)
    assert refusal(tokens, rotating.value) is None
    clock.time += timedelta(seconds=1)
    assert refusal(tokens, rotating.value) == "token_expired"
    assert refusal(tokens, lasting.value) is None


def test_a_refresh_token_works_once_and_the_token_before_outlives_it_by_one(tokens: Tokens) -> None:
    first = tokens.issue(TokenKind.USER, REP.id, ("chat:write",), rotating=True)
    assert first.token.refreshed_by is not None
    spent = first.token.refreshed_by
    second = tokens.refresh(spent)
    with pytest.raises(SlackError, match="invalid_refresh_token"):
        tokens.refresh(spent)
    assert refusal(tokens, first.value) is None
    assert second.token.refreshed_by is not None
    third = tokens.refresh(second.token.refreshed_by)
    assert [refusal(tokens, each.value) for each in (first, second, third)] == ["token_revoked", None, None]


@pytest.mark.parametrize("nothing", ["", "xoxe-1-other"])
def test_what_is_no_refresh_token_renews_nothing(tokens: Tokens, nothing: str) -> None:
    with pytest.raises(SlackError, match="invalid_refresh_token"):
        tokens.refresh(nothing)


def test_a_lasting_token_is_exchanged_once(tokens: Tokens) -> None:
    issued = tokens.exchange("xoxb-sandbox")
    assert refusal(tokens, issued.value) is None
    with pytest.raises(SlackError, match="token_already_exchanged"):
        tokens.exchange("xoxb-sandbox")
    with pytest.raises(SlackError, match="invalid_token"):
        tokens.exchange(issued.value)
    with pytest.raises(SlackError, match="invalid_token"):
        tokens.exchange("xoxp-rep")


def test_an_uninstalled_app_keeps_nothing_until_it_is_installed_again(tokens: Tokens) -> None:
    user = tokens.issue(TokenKind.USER, REP.id, ("chat:write",), rotating=False).value
    tokens.revoke_installation()
    assert (refusal(tokens, "xoxb-sandbox"), refusal(tokens, user)) == ("account_inactive", "token_revoked")
    assert refusal(tokens, "xoxp-rep") is None
    assert not tokens.installed()
    tokens.issue(TokenKind.BOT, BOT_USER, ("chat:write",), rotating=False)
    assert (refusal(tokens, "xoxb-sandbox"), refusal(tokens, user)) == (None, "token_revoked")


def test_tokens_outlive_a_restart_and_not_a_reset(tokens: Tokens, clock: Hands, tmp_path: Path) -> None:
    tokens.keep(tmp_path / "tokens.json")
    issued = tokens.issue(TokenKind.BOT, BOT_USER, ("chat:write", "im:read"), rotating=True)
    tokens.revoke("xoxp-rep")
    again = Tokens(fixed_tokens(Credentials(), Manifest(None)), clock)
    again.keep(tmp_path / "tokens.json")
    assert again.live(issued.value) == issued.token
    assert refusal(again, "xoxp-rep") == "token_revoked"
    again.begin()
    assert refusal(again, issued.value) == "invalid_auth"
    assert refusal(again, "xoxp-rep") is None
