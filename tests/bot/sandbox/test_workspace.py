from __future__ import annotations

import pytest

from bot.sandbox.database import Database
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import REP
from bot.sandbox.workspace import SALES, Workspace


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(Database())


@pytest.mark.parametrize("name", ["sales", "#sales", SALES])
def test_a_channel_goes_by_its_name_and_its_id(workspace: Workspace, name: str) -> None:
    assert workspace.named(name).id == SALES


@pytest.mark.parametrize("name", ["", "#", "leads"])
def test_what_no_channel_goes_by_is_not_found(workspace: Workspace, name: str) -> None:
    with pytest.raises(SlackError, match="channel_not_found"):
        workspace.named(name)


def test_a_stranger_has_no_direct_messages(workspace: Workspace) -> None:
    assert workspace.direct(REP.id).person == REP.id
    with pytest.raises(SlackError, match="channel_not_found"):
        workspace.direct("U0STRANGE1")


def test_the_last_timestamp_is_found_wherever_it_is(workspace: Workspace) -> None:
    assert workspace.last_ts() == "0.0"
    workspace.channel(SALES).messages.put({"ts": "5.000001", "user": REP.id})
    workspace.channel(SALES).ephemerals(REP.id).put({"ts": "6.000001", "user": REP.id})
    assert workspace.last_ts() == "6.000001"


def test_a_workspace_is_found_again_as_it_was_left() -> None:
    database = Database()
    before = Workspace(database)
    channel = before.channel(SALES)
    channel.archived = True
    channel.keep()
    before.publish(REP.id, {"type": "home", "blocks": []})
    again = Workspace(database)
    assert again.channel(SALES).archived
    assert again.homes == {REP.id: {"type": "home", "blocks": []}}
    assert sorted(again.channels) == sorted(before.channels)
