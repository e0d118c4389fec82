"""Slack's errors as ours, admins, and what makes a click one click."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from slack_bolt.async_app import AsyncBoltContext

from agent.clock import SystemClock
from agent.errors import UnavailableError
from agent.people.members import Members
from agent.roles import Actor, Role
from bot.admins import Admins
from bot.middleware import click_key
from bot.sandbox import Sandbox
from bot.sandbox.faults import FaultKind
from bot.slack import SlackError, called, client, hasty_client, patient_client
from tests.contracts.actors import ActorsContract
from tests.migrated import newest_store


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


def _url(sandbox: Sandbox) -> str:
    return f"{sandbox.url}/api/"


async def test_a_refusal_keeps_slacks_word(sandbox: Sandbox) -> None:
    web = hasty_client(sandbox.credentials.bot_token, _url(sandbox))
    with pytest.raises(SlackError) as caught:
        await called(web.users_info(user="U0NOBODY"))
    assert caught.value.code == "user_not_found"
    assert not caught.value.retryable


@pytest.mark.parametrize("kind", [FaultKind.SERVER_ERROR, FaultKind.DROPPED, FaultKind.RATE_LIMITED])
async def test_what_may_pass_can_be_tried_again(sandbox: Sandbox, kind: FaultKind) -> None:
    sandbox.faults.fail("auth.test", kind)
    with pytest.raises(UnavailableError) as caught:
        await called(hasty_client(sandbox.credentials.bot_token, _url(sandbox)).auth_test())
    assert caught.value.retryable
    assert str(caught.value).startswith("Slack is not answering")


async def test_nobody_at_the_other_end_can_be_tried_again() -> None:
    with pytest.raises(UnavailableError):
        await called(hasty_client("xoxb-x", "http://127.0.0.1:9/api/").auth_test())


async def test_a_client_waits_when_slack_says_so(sandbox: Sandbox) -> None:
    sandbox.faults.fail("auth.test", FaultKind.RATE_LIMITED, retry_after=0)
    answer = await called(client(sandbox.credentials.bot_token, _url(sandbox)).auth_test())
    assert answer["ok"]


async def test_a_listeners_client_repeats_a_call_that_slack_failed(sandbox: Sandbox) -> None:
    sandbox.faults.fail("auth.test", FaultKind.SERVER_ERROR)
    answer = await called(patient_client(sandbox.credentials.bot_token, _url(sandbox)).auth_test())
    assert answer["ok"]


@pytest.fixture
async def members(tmp_path: Path) -> AsyncIterator[Members]:
    store = await newest_store(f"sqlite:///{tmp_path / 'leadsmith.db'}")
    nobody: Any = Silent()
    yield Members(store, nobody, SystemClock())
    await store.close()


class Silent:
    """Tells nobody."""

    async def later(self, *_: object) -> None:
        """Nothing."""


class TestSlacksPeople(ActorsContract):
    @asynccontextmanager
    async def knowing(self) -> AsyncIterator[Admins]:
        async with Sandbox() as running:
            with TemporaryDirectory() as folder:
                store = await newest_store(f"sqlite:///{folder}/leadsmith.db")
                telling: Any = Silent()
                known = Members(store, telling, SystemClock())
                yield Admins(hasty_client(running.credentials.bot_token, _url(running)), frozenset(), known)
                await store.close()


def _context(user: str) -> AsyncBoltContext:
    return AsyncBoltContext({"user_id": user, "team_id": "T1"})


async def test_slacks_admins_and_named_people_are_admins(sandbox: Sandbox, members: Members) -> None:
    web = hasty_client(sandbox.credentials.bot_token, _url(sandbox))
    admins = Admins(web, frozenset({"U0NAMED"}), members)
    rep, manager = sandbox.person("rep").id, sandbox.person("manager").id
    found = {user: (await admins.actor(_context(user))).admin for user in (rep, manager, "U0NAMED")}
    assert found == {rep: False, manager: True, "U0NAMED": True}


async def test_slack_is_asked_once_for_a_while_and_again_after_a_failure(
    sandbox: Sandbox, members: Members
) -> None:
    admins = Admins(hasty_client(sandbox.credentials.bot_token, _url(sandbox)), frozenset(), members)
    manager = sandbox.person("manager").id
    sandbox.faults.fail("users.info", FaultKind.SERVER_ERROR, times=2)
    assert not (await admins.actor(_context(manager))).admin
    for _ in range(3):
        assert (await admins.actor(_context(manager))).admin
    assert [entry.name for entry in sandbox.calls.entries].count("users.info") == 3


async def test_a_slack_that_hangs_leaves_time_for_what_was_clicked(
    sandbox: Sandbox, members: Members
) -> None:
    admins = Admins(hasty_client(sandbox.credentials.bot_token, _url(sandbox)), frozenset(), members)
    sandbox.faults.fail("users.info", FaultKind.TIMEOUT, times=2)
    began = time.monotonic()
    assert not (await admins.actor(_context(sandbox.person("manager").id))).admin
    assert time.monotonic() - began < 3, "the second attempt is not waited for"


async def test_a_role_that_was_given_counts_at_once_and_before_slacks_word(
    sandbox: Sandbox, members: Members
) -> None:
    admins = Admins(
        hasty_client(sandbox.credentials.bot_token, _url(sandbox)), frozenset({"U0NAMED"}), members
    )
    manager, chief = sandbox.person("manager").id, Actor("T1", "U0NAMED", Role.ADMIN)
    assert (await admins.actor(_context(manager))).role is Role.ADMIN
    await members.give(chief, manager, Role.MANAGER)
    await members.give(chief, "U0NAMED", Role.REP)
    assert (await admins.actor(_context(manager))).role is Role.MANAGER
    assert (await admins.actor(_context("U0NAMED"))).role is Role.ADMIN
    assert (await admins.of("T2", manager)).role is Role.ADMIN
    await members.give(chief, manager, None)
    assert (await admins.actor(_context(manager))).role is Role.ADMIN


def _clicked(**changes: Any) -> dict[str, Any]:
    action = {"action_id": "plan_approve", "action_ts": "1.1", "value": "p:1"}
    body = {"type": "block_actions", "user": {"id": "U1"}, "actions": [action]}
    return body | changes


def test_the_same_click_has_the_same_key_and_another_has_not() -> None:
    key = click_key(_clicked())
    assert key is not None
    assert click_key(_clicked()) == key
    assert click_key(_clicked(user={"id": "U2"})) != key
    again = {"action_id": "plan_approve", "action_ts": "2.2", "value": "p:1"}
    assert click_key(_clicked(actions=[again])) != key


@pytest.mark.parametrize("kind", ["view_submission", "event_callback", "view_closed"])
def test_only_clicks_have_a_key(kind: str) -> None:
    assert click_key({"type": kind}) is None
