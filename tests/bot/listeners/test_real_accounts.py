"""On a real workspace a person's own cookie is taken, sealed, and replaced when they say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.roles import Actor
from tests.support import AGENT, COOKIE, Office, fields, office_at

COOKIE_FIELD, AGENT_FIELD = "account:linkedin:linkedinliatsessioncookie", "account:linkedin:useragent"
DANA = Actor("T0SANDBOX1", "U0DANAREP1")
OTHER = f"AQED{'other' * 30}"


async def _set(office: Office, cookie: str) -> None:
    home = await office.home(office.dana, "Connections")
    await office.dana.click(home["id"], "connection_set", value="linkedin")
    view = (await office.until(office.dana.views))[-1]
    assert COOKIE not in str(fields(view))
    assert await office.dana.submit(view["id"], {COOKIE_FIELD: cookie, AGENT_FIELD: AGENT}) is None


async def _opened(office: Office) -> dict[str, str]:
    return await office.services.connections.open(DANA.workspace, DANA.user, "linkedin")


@pytest.mark.long
async def test_a_real_account_is_set_sealed_and_replaced(tmp_path: Path) -> None:
    async with office_at(tmp_path, only_demo=False) as office:
        await _set(office, COOKIE)
        home = await office.home(office.dana, "●  LinkedIn account")
        assert "the demo account" not in str(home)
        assert (await _opened(office))["linkedinliatsessioncookie"] == COOKIE
        await _set(office, OTHER)
        assert (await _opened(office))["linkedinliatsessioncookie"] == OTHER
