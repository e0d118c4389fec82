from __future__ import annotations

from bot.sandbox.manifest import Manifest


def test_without_a_manifest_an_app_may_everything() -> None:
    manifest = Manifest(None)
    assert manifest.bot_scopes is None
    assert manifest.subscribes("anything")
    assert manifest.knows_command("/anything")
    assert manifest.knows_shortcut("global", "anything")
    assert manifest.has_home


def test_an_empty_manifest_allows_nothing() -> None:
    manifest = Manifest({})
    assert manifest.bot_scopes == ()
    assert not manifest.subscribes("message.im")
    assert not manifest.knows_command("/anything")
    assert not manifest.has_home


def test_shortcuts_are_of_two_kinds() -> None:
    plan, note = ({"name": "x", "type": kind, "callback_id": kind} for kind in ("global", "message"))
    manifest = Manifest({"features": {"shortcuts": [plan, note]}})
    assert (manifest.shortcuts("global"), manifest.shortcuts("message")) == ((plan,), (note,))
    assert not manifest.knows_shortcut("global", "message")
