"""What a file shows before it is downloaded."""

from __future__ import annotations

import pytest

from bot.sandbox import Person, Sandbox
from bot.sandbox.render.previews import Preview, picture_address, preview


async def shared(dana: Person, name: str, content: bytes) -> str:
    await dana.send("here", files=[(name, content)])
    return str(dana.messages()[-1]["files"][0]["id"])


async def test_a_csv_shows_its_first_rows_and_columns(sandbox: Sandbox, dana: Person) -> None:
    content = "\n".join(",".join(f"{row}.{column}" for column in range(9)) for row in range(20))
    rows = preview(sandbox.slack.workspace.files, await shared(dana, "a.csv", content.encode())).rows
    assert (len(rows), len(rows[0]), rows[5][5]) == (6, 6, "5.5")


async def test_a_text_shows_its_first_lines(sandbox: Sandbox, dana: Person) -> None:
    content = "\n".join(f"line {count}" for count in range(99))
    text = preview(sandbox.slack.workspace.files, await shared(dana, "a.TXT", content.encode())).text
    assert text.splitlines()[-1] == "line 11"


@pytest.mark.parametrize(("name", "picture"), [("a.png", True), ("a.svg", False), ("a.bin", False)])
async def test_only_pictures_that_cannot_run_are_shown(
    sandbox: Sandbox, dana: Person, name: str, picture: bool
) -> None:
    found = preview(sandbox.slack.workspace.files, await shared(dana, name, b"x"))
    assert found == Preview(picture=picture)


async def test_a_file_that_is_gone_shows_nothing(sandbox: Sandbox) -> None:
    assert preview(sandbox.slack.workspace.files, "F0") == Preview()


async def test_a_picture_of_this_workspace_has_an_address_and_one_from_elsewhere_none(
    sandbox: Sandbox, dana: Person
) -> None:
    files, origin = sandbox.slack.workspace.files, sandbox.url
    file = await shared(dana, "a b.png", b"x")
    here = f"/files/{file}/a%20b.png"
    assert picture_address({"slack_file": {"id": file}}, files, origin) == here
    assert picture_address({"image_url": f"{origin}/files/{file}/a.png"}, files, origin) == here
    assert picture_address({"image_url": f"https://example.com/files/{file}/a.png"}, files, origin) == ""
