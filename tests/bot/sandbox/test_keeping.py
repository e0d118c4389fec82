"""What survives: the workspace on disk, and what is hidden from the log."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.masking import HIDDEN, masked
from bot.sandbox.typed import as_typed, rich_text, typed

COOKIE = "AQED" + "a1_-" * 10
NAMES = {"Leadsmith": "U0SANDBOT1"}


async def test_a_restarted_sandbox_shows_the_same_conversations(tmp_path: Path) -> None:
    async with Sandbox(state=tmp_path) as first:
        dana = first.person("rep")
        ts = await dana.send("hello", files=[("a.csv", b"a,b\n")])
        first.slack.views.publish(dana.id, {"type": "home", "blocks": [{"type": "divider"}]}, None)
        before = (dana.messages(), dana.home())
    async with Sandbox(state=tmp_path) as second:
        dana = second.person("rep")
        assert (dana.messages(), dana.home()) == before
        assert [file.content for file in second.slack.workspace.files.values()] == [b"a,b\n"]
        assert await dana.send("later") > ts


async def test_a_change_is_written_a_moment_later_without_a_stop(tmp_path: Path) -> None:
    async with Sandbox(state=tmp_path) as sandbox:
        await sandbox.person("rep").send("hello")
        await asyncio.sleep(0.7)
        assert "hello" in (tmp_path / "workspace.json").read_text()


async def test_a_reset_empties_everything_and_tells_the_owner() -> None:
    told: list[bool] = []

    async def on_reset() -> None:
        told.append(True)

    async with Sandbox(on_reset=on_reset) as sandbox:
        await sandbox.person("rep").send("hello")
        await sandbox.reset()
        assert sandbox.person("rep").messages() == []
        assert len(sandbox.calls.entries) == 0
    assert told == [True]


def test_a_credential_is_hidden_by_its_field_and_by_its_look() -> None:
    state = {"account:linkedin": {"field": {"type": "plain_text_input", "value": "s3cret"}}}
    element = {"type": "plain_text_input", "action_id": "session_cookie", "initial_value": "s3cret"}
    text = {"text": f"here: {COOKIE}!", "value": "kept"}
    result = masked({"values": state, "element": element, "message": text})
    assert "s3cret" not in str(result)
    assert result["message"] == {"text": f"here: {HIDDEN}!", "value": "kept"}


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        (
            "<!channel> <@U999> <https://x.example|y>",
            "&lt;!channel&gt; &lt;@U999&gt; &lt;<https://x.example>|y&gt;",
        ),
        ("@channel @here", "<!channel> <!here>"),
        ("@Leadsmith hi", "<@U0SANDBOT1> hi"),
        ("<@U0SANDBOT1> hi", "<@U0SANDBOT1> hi"),
        ("mail ada@acme.example.", "mail <mailto:ada@acme.example|ada@acme.example>."),
        ("see linkedin.com/in/ada now", "see <http://linkedin.com/in/ada|linkedin.com/in/ada> now"),
        ("(https://a.example/b?c=1&d=2).", "(<https://a.example/b?c=1&amp;d=2>)."),
        ("v1.2 and a.b", "v1.2 and a.b"),
    ],
)
def test_what_is_typed_is_stored_as_slack_stores_it(written: str, stored: str) -> None:
    assert typed(written, NAMES) == stored


@pytest.mark.parametrize(
    "written", ["a < b & c", "@here", "<@U0SANDBOT1> hi", "mail ada@acme.example", "see x.com/a&b"]
)
def test_an_edit_begins_with_what_was_typed(written: str) -> None:
    assert as_typed(typed(written, NAMES)) == written


def test_rich_text_holds_the_text_as_it_was_typed() -> None:
    (block,) = rich_text(typed("@Leadsmith a < b https://x.example", NAMES))
    assert block["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U0SANDBOT1"},
        {"type": "text", "text": " a < b "},
        {"type": "link", "url": "https://x.example"},
    ]
