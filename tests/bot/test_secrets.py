"""Credentials are typed once and never seen again: not in a log, a row, a prompt, a message or a job."""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import MetaData, select

from agent.execution.card import RunStatus
from agent.execution.executor import Failure
from agent.execution.pace import Fault
from agent.roles import Actor
from bot.process import log_to_stderr
from bot.sandbox.faults import FaultKind
from tests.model_server import model_server
from tests.support import GROUP_URL, Office, Thread, buttons, office_at, press

pytestmark = pytest.mark.long

FIRST, SECOND, MISTYPED = (f"AQED{word * 12}" for word in ("planted-1_", "planted-2_", "planted-3_"))
MISTYPED += "!"
AGENT = "Mozilla/5.0 (Planted Machine; one of a kind) PlantedBrowser/7.0"
SLACK_COOKIE = "xoxd-planted-slack-cookie-0123456789"
GITHUB_COOKIE = "planted_github_session_0123456789_0123456789"
KEY = "sk-planted-key"
PLANTED = (FIRST, SECOND, MISTYPED, AGENT, SLACK_COOKIE, GITHUB_COOKIE, KEY)
COOKIE_FIELD, AGENT_FIELD = "account:linkedin:linkedinliatsessioncookie", "account:linkedin:useragent"
DANA = Actor("T0SANDBOX1", "U0DANAREP1")
GOAL = "export the members of a linkedin group and get their e-mails, at most 30"


async def _connect(office: Office, account: str, values: dict[str, str]) -> None:
    """Set an account from Home."""
    home = await office.home(office.dana, "Connections")
    await office.dana.click(home["id"], "connection_set", value=account)
    view = (await office.until(office.dana.views))[-1]
    assert await office.dana.submit(view["id"], values) is None


async def _give_inputs(office: Office, thread: Thread) -> None:
    """A wrong cookie, then one that will do, beside the other inputs."""
    view = await thread.opens("Inputs")
    typed = {
        COOKIE_FIELD: MISTYPED,
        AGENT_FIELD: AGENT,
        "1:linkedingroupurl": GROUP_URL,
        "2:companyname": "Acme",
    }
    assert COOKIE_FIELD in (await office.dana.submit(view["id"], typed) or {})
    assert await office.dana.submit(view["id"], typed | {COOKIE_FIELD: FIRST}) is None


async def _fail_to_save(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something breaks in the middle of saving an account."""
    with monkeypatch.context() as patch:

        async def broken(*_: Any, **__: Any) -> None:
            raise RuntimeError("the database is on fire")

        patch.setattr(office.services.execution, "connected", broken)
        home = await office.home(office.dana, "Connections")
        await office.dana.click(home["id"], "connection_set", value="linkedin")
        view = (await office.until(office.dana.views))[-1]
        await office.dana.submit(view["id"], {COOKIE_FIELD: SECOND, AGENT_FIELD: AGENT})
        await office.dana.close(view["id"])


async def _whole_story(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that touches an account, failures included."""
    thread = await office.plan(GOAL)
    await thread.click("Approve")
    await thread.offers("Inputs")
    await _give_inputs(office, thread)
    plan = await office.services.execution.with_status(DANA, RunStatus.WAITING)
    office.failures[plan[0].steps[0].script] = Fault(Failure.EXPIRED_COOKIE, 10)
    await thread.click("Run")
    view = await thread.opens("Update cookie and go on")
    assert await office.dana.submit(view["id"], {COOKIE_FIELD: SECOND, AGENT_FIELD: AGENT}) is None
    await thread.offers("Run again")
    await _fail_to_save(office, monkeypatch)
    office.sandbox.faults.fail("views.publish", FaultKind.SERVER_ERROR)
    await _connect(office, "slack", {"account:slack:slackdsessioncookie": SLACK_COOKIE})
    await _connect(office, "github", {"account:github:githubusersessioncookie": GITHUB_COOKIE})
    home = await office.home(office.dana, "Connections")
    await press(office.dana, home["id"], buttons(home)["Remove"])
    await office.until(lambda: thread.files)
    await office.sandbox.idle()


async def _rows(office: Office) -> str:
    """Every value of every table, those of the durable jobs included, with what is encoded in it."""
    metadata = MetaData()
    async with office.leadsmith.store.engine.connect() as connection:
        await connection.run_sync(metadata.reflect)
        assert {"workflow_status", "operation_outputs", "ls_credential"} <= metadata.tables.keys()
        tables = [(await connection.execute(select(table))).all() for table in metadata.sorted_tables]
    return "\n".join(text for rows in tables for row in rows for value in row for text in _readings(value))


def _readings(value: object) -> Iterator[str]:
    """A value as text, and as what it may stand for."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    yield text
    with contextlib.suppress(binascii.Error, ValueError):
        yield base64.b64decode(text, validate=True).decode("utf-8", "replace")


def _log(records: list[logging.LogRecord]) -> str:
    written = logging.Formatter("%(name)s %(message)s")
    return "\n".join(written.format(record) for record in records)


def _found(text: str) -> list[str]:
    return [secret for secret in PLANTED if secret in text]


async def test_no_credential_is_anywhere_but_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    log_to_stderr("DEBUG")
    caplog.set_level("DEBUG")
    prompts: list[Any] = []
    async with model_server("good", prompts, embedded=prompts) as endpoint:
        model = {"openai_api_key": SecretStr(KEY), "openai_base_url": endpoint, "openai_embedding_model": "e"}
        async with office_at(tmp_path, only_demo=False, **model) as office:
            await _whole_story(office, monkeypatch)
            rows, slack = await _rows(office), office.everything()
            sealed = await office.services.connections.of(DANA)
    log = _log(caplog.records)
    assert sealed.keys() & {"linkedin", "github", "slack"}
    assert prompts
    assert "the database is on fire" in log
    assert {"slack": _found(slack), "rows": _found(rows), "log": _found(log)} == {
        "slack": [],
        "rows": [],
        "log": [],
    }
    assert _found(json.dumps(prompts)) == []
    assert all(not _found(file.read_bytes().decode("utf-8", "replace")) for file in tmp_path.glob("**/*.*"))  # noqa: ASYNC240 - a test may wait
