"""Keys and order of a workspace: checked, sealed, noted once, changed back."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.audit import AuditAct
from agent.enrichment.context import EVERYBODY
from agent.enrichment.preference import USUAL
from agent.enrichment.provider import NoKeyError
from agent.enrichment.providers.hunter import HUNTER
from agent.errors import InvalidError, NotAllowedError, NotFoundError
from agent.market.providers.server import ProviderServer, Trouble
from tests.workshop import ADMIN, DANA, WORKSPACE, Workshop, workshop_at

KEY = "planted-provider-key-0123456789"


def stands_in(folder: Path, text: str) -> bool:
    """Whether a text is in any file, as it is written."""
    return any(text.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_a_key_is_checked_then_sealed(
    workshop: Workshop, server: ProviderServer, tmp_path: Path
) -> None:
    with pytest.raises(InvalidError, match="did not accept") as raised:
        await workshop.vendors.put(ADMIN, "hunter", {"key": KEY})
    assert raised.value.field == "key"
    server.troubles["hunter"] = Trouble(200, "{}")
    await workshop.vendors.put(ADMIN, "hunter", {"key": KEY})
    await workshop.vendors.put(ADMIN, "hunter", {"key": KEY})
    assert not stands_in(tmp_path, KEY)
    lines = (await workshop.audit.page(ADMIN)).lines
    assert [(line.act, line.target) for line in lines] == [(AuditAct.ACCOUNT_SET, "Hunter")]
    assert await workshop.enrichment.opened(WORKSPACE, HUNTER)


@pytest.mark.parametrize("key", ["", "  ", "a\nb", "x" * 300])
async def test_what_is_no_key_is_not_even_sent(workshop: Workshop, server: ProviderServer, key: str) -> None:
    with pytest.raises(InvalidError):
        await workshop.vendors.put(ADMIN, "hunter", {"key": key})
    assert not server.asked


async def test_an_order_is_changed_taken_and_undone(workshop: Workshop) -> None:
    await workshop.vendors.shift(ADMIN, "serper", -1)
    assert [line.kind.name for line in (await workshop.vendors.page(ADMIN)).lines][2] == "serper"
    await workshop.vendors.adopt(ADMIN, ("permutations", "hunter"))
    await workshop.vendors.adopt(ADMIN, ("permutations", "hunter"))
    page = await workshop.vendors.page(ADMIN)
    assert page.undoable
    assert [line.kind.name for line in page.lines][:2] == ["permutations", "hunter"]
    await workshop.vendors.undo(ADMIN)
    page = await workshop.vendors.page(ADMIN)
    assert not page.undoable
    assert {line.kind.name for line in page.lines} == set(USUAL)
    details = [line.detail for line in (await workshop.audit.page(ADMIN)).lines]
    assert len(details) == 3


async def test_only_who_settles_may(workshop: Workshop) -> None:
    vendors = workshop.vendors
    for act in (vendors.page(DANA), vendors.put(DANA, "hunter", {"key": "demo"}), vendors.undo(DANA)):
        with pytest.raises(NotAllowedError):
            await act


async def test_where_vendors_are_real_there_are_no_demo_keys(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as real:
        assert not (await real.vendors.page(ADMIN)).offers_demo
        with pytest.raises(NotFoundError):
            await real.vendors.use_demo(ADMIN)
        with pytest.raises(NoKeyError):
            await real.enrichment.opened(WORKSPACE, HUNTER)
        async with real.store.reading(WORKSPACE) as repos:
            assert await repos.credentials.of(EVERYBODY) == []


async def test_a_new_workspace_may_begin_with_demo_keys_that_nobody_set(workshop: Workshop) -> None:
    await workshop.vendors.equip(WORKSPACE)
    await workshop.vendors.equip(WORKSPACE)
    page = await workshop.vendors.page(ADMIN)
    assert all(line.demo for line in (*page.lines, page.verifier) if line.kind.fields)
    assert all(line.demo for line in await workshop.vendors.searches(ADMIN))
    assert (await workshop.audit.page(ADMIN)).total == 0


async def test_a_key_of_a_web_search_is_checked_before_it_is_kept(workshop: Workshop) -> None:
    with pytest.raises(InvalidError, match="does not accept the key"):
        await workshop.vendors.put(ADMIN, "brave", {"key": "wrong"})
    await workshop.vendors.put(ADMIN, "brave", {"key": "demo"})
    assert await workshop.enrichment.key(WORKSPACE, "brave") == "demo"
    assert [line.has_key for line in await workshop.vendors.searches(ADMIN)] == [False, True]
