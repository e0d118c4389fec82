from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.sandbox.errors import SlackError
from bot.sandbox.installations import Asked, Installations, asked
from bot.sandbox.manifest import Manifest
from tests.bot.sandbox.acts import Hands

APP = "http://127.0.0.1:3000/slack/oauth_redirect"


def wanted(document: dict[str, Any] | None = None, **query: str) -> Asked:
    return asked({"client_id": "1.2", "scope": "chat:write", **query}, Manifest(document), "1.2")


def code_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["code"][0]


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ({"client_id": "3.4"}, "invalid_client_id"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "chat:write,search:read"}, "invalid_scope"),
        ({"user_scope": "chat:write"}, "invalid_scope"),
        ({"redirect_uri": "http://127.0.0.1:3000/elsewhere"}, "bad_redirect_uri"),
        ({"redirect_uri": f"{APP}ed"}, "bad_redirect_uri"),
        ({"redirect_uri": "javascript:alert(1)"}, "bad_redirect_uri"),
    ],
)
def test_a_wrong_address_is_refused_in_slacks_words(query: dict[str, str], refused: str) -> None:
    document = {
        "oauth_config": {
            "redirect_urls": [APP],
            "scopes": {"bot": ["chat:write"], "user": ["search:read"]},
        }
    }
    with pytest.raises(SlackError) as error:
        wanted(document, **query)
    assert error.value.code == refused


def test_the_manifests_address_is_the_one_to_go_back_to_and_so_is_one_below_it() -> None:
    document = {"oauth_config": {"redirect_urls": [APP], "scopes": {"bot": ["chat:write"]}}}
    assert wanted(document).redirect_uri == APP
    assert wanted(document, redirect_uri=f"{APP}/de").redirect_uri == f"{APP}/de"


def test_without_a_manifest_any_address_will_do_but_none_will_not() -> None:
    assert wanted(redirect_uri=APP).redirect_uri == APP
    with pytest.raises(SlackError, match="bad_redirect_uri"):
        wanted()


def test_the_state_and_the_apps_own_query_are_carried() -> None:
    address = wanted(redirect_uri=f"{APP}?a=b", state="s t&").answered(error="access_denied")
    query = parse_qs(urlsplit(address).query)
    assert query == {"a": ["b"], "error": ["access_denied"], "state": ["s t&"]}


def test_a_code_works_once() -> None:
    installations = Installations(Hands())
    code = code_of(installations.allow(wanted(redirect_uri=APP), "U1"))
    assert installations.redeem(code, APP).user == "U1"
    with pytest.raises(SlackError, match="invalid_code"):
        installations.redeem(code, APP)


def test_a_code_lives_ten_minutes() -> None:
    clock = Hands()
    installations = Installations(clock)
    code = code_of(installations.allow(wanted(redirect_uri=APP), "U1"))
    clock.time += timedelta(seconds=601)
    with pytest.raises(SlackError, match="invalid_code"):
        installations.redeem(code, APP)


@pytest.mark.parametrize("address", ["", f"{APP}/other"])
def test_a_named_address_must_be_named_again(address: str) -> None:
    installations = Installations(Hands())
    code = code_of(installations.allow(wanted(redirect_uri=APP), "U1"))
    with pytest.raises(SlackError, match="bad_redirect_uri"):
        installations.redeem(code, address)


def test_an_install_page_is_answered_once() -> None:
    installations = Installations(Hands())
    ticket = installations.offer(wanted(redirect_uri=APP))
    assert installations.close(ticket).redirect_uri == APP
    with pytest.raises(SlackError, match="used already"):
        installations.close(ticket)
