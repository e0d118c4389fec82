"""The manifest, the listeners and the views agree, both ways."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import bot.listeners
import bot.views
from agent.errors import InvalidError
from bot import listeners
from bot.manifest import for_http, manifest, text

ROOT = Path(bot.views.__file__).parent
LISTENERS = Path(bot.listeners.__file__).parent
DONE = "done"
"""The callback of modals that only say something: there is nothing to submit."""


class Registry:
    """Stands for a Bolt app: notes what is listened to."""

    def __init__(self) -> None:
        kinds = ("event", "command", "action", "options", "view")
        self.heard: dict[str, set[str]] = {kind: set() for kind in kinds}

    def middleware(self, _handler: object) -> None:
        """What sees every request listens to nothing by name."""

    def __getattr__(self, kind: str) -> Any:
        def listen(name: str | re.Pattern[str], **_: object) -> Any:
            self.heard[kind].add(name if isinstance(name, str) else name.pattern)
            return lambda listener: listener

        return listen


@pytest.fixture(scope="module")
def heard() -> dict[str, set[str]]:
    registry: Any = Registry()
    desk: Any = Anything()
    for register in listeners.LISTENERS:
        register(registry, desk)
    found: dict[str, set[str]] = registry.heard
    return found


class Anything:
    """A desk whose every part is there."""

    def __getattr__(self, _name: str) -> Anything:
        return Anything()


def _sources() -> Iterator[ast.AST]:
    for folder in (ROOT, LISTENERS):
        for file in folder.glob("*.py"):
            yield from ast.walk(ast.parse(file.read_text()))


def _emitted() -> tuple[set[str], set[str]]:
    """Every action_id and callback_id that a view can be built with."""
    actions, callbacks = set(), set()
    for node in _sources():
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            actions |= {_name(v) for k, v in pairs if _is(k, "action_id")}
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "button":
                actions.add(_name(node.args[1]))
            if name == "overflow":
                actions.add(_name(node.args[0]))
            if name == "modal" and isinstance(node.args[1], ast.Constant):
                callbacks.add(node.args[1].value)
    return actions - {"value", None}, callbacks


def _name(node: ast.expr) -> str | None:
    """An id as it stands there; for one that is made up, the pattern that it follows."""
    match node:
        case ast.Constant(value=str(name)):
            return name
        case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), ast.FormattedValue()]):
            return rf"{prefix}\w+"
    return None


def test_every_menu_that_asks_for_options_gets_them(heard: dict[str, set[str]]) -> None:
    found = {
        str(node.value)
        for file in ROOT.glob("*.py")
        if "external_select" in (text := file.read_text())
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and node.value in heard["options"]
    }
    assert found == heard["options"] != set()


def _is(node: ast.expr | None, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


def test_every_event_has_a_listener_and_the_reverse(heard: dict[str, set[str]]) -> None:
    subscribed = manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert {name.partition(".")[0] for name in subscribed} == heard["event"]


def test_every_command_has_a_listener_and_the_reverse(heard: dict[str, set[str]]) -> None:
    assert {each["command"] for each in manifest()["features"]["slash_commands"]} == heard["command"]


def test_every_button_of_every_view_has_a_listener_and_the_reverse(heard: dict[str, set[str]]) -> None:
    actions, _ = _emitted()
    assert actions == heard["action"]


def test_every_modal_that_is_submitted_has_a_listener_and_the_reverse(heard: dict[str, set[str]]) -> None:
    _, callbacks = _emitted()
    assert callbacks - {DONE, "leads"} == heard["view"]


def test_interactivity_is_on_and_socket_mode_too() -> None:
    settings = manifest()["settings"]
    assert settings["interactivity"]["is_enabled"]
    assert settings["socket_mode_enabled"]


def test_no_scope_is_asked_for_that_nothing_uses() -> None:
    needed = {
        "app_mentions:read": "app_mention",
        "assistant:write": "assistant_threads_",
        "channels:history": '"channel", "group"',
        "chat:write": "chat_postMessage",
        "commands": "app.command",
        "files:read": "files_info",
        "files:write": "files_upload_v2",
        "groups:history": '"channel", "group"',
        "im:history": "conversations_replies",
        "im:write": "conversations_open",
        "users:read": "users_info",
    }
    sources = "\n".join(
        file.read_text() for file in ROOT.parent.glob("**/*.py") if "sandbox" not in file.parts
    )
    assert set(manifest()["oauth_config"]["scopes"]["bot"]) == needed.keys()
    assert [scope for scope, call in needed.items() if call not in sources] == []


def test_the_manifest_for_http_names_our_address_everywhere() -> None:
    document = yaml.safe_load(for_http("https://leads.example/"))
    target = "https://leads.example/slack/events"
    settings = document["settings"]
    assert not settings["socket_mode_enabled"]
    assert settings["event_subscriptions"]["request_url"] == target
    assert settings["interactivity"]["request_url"] == target
    assert {each["url"] for each in document["features"]["slash_commands"]} == {target}


@pytest.mark.parametrize("url", ["http://leads.example", "leads.example", ""])
def test_only_https_will_do(url: str) -> None:
    with pytest.raises(InvalidError, match="https"):
        for_http(url)


def test_the_manifest_keeps_slacks_limits() -> None:
    document = manifest()
    view = document["features"]["agent_view"]
    assert len(view["agent_description"]) <= 300
    assert len(view["suggested_prompts"]) <= 4
    assert len(document["display_information"]["name"]) <= 35
    assert len(document["display_information"]["description"]) <= 140
    assert re.fullmatch(r"#[0-9a-f]{6}", document["display_information"]["background_color"])
    assert text().startswith("#")
