"""The letterbox keeps a delivery once, until whoever claims it has dealt with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage.letterbox import Letterbox
from storage.store import Store
from tests.storage.rows import NOW


class Interrupted(Exception):  # noqa: N818 - it is no fault of ours
    """Stands for whatever goes wrong."""


@pytest.fixture
async def letterbox(store: Store) -> AsyncIterator[Letterbox]:
    opened = Letterbox(store.engine)
    yield opened
    await opened.close()


async def _claims(store: Store, key: str, workspace: str = "T1") -> bool:
    async with store.transaction(workspace) as repos:
        return await repos.events.claim(key, NOW)


async def test_a_letter_is_kept_once_a_workspace(letterbox: Letterbox) -> None:
    assert await letterbox.put("T1", "Ev1", {"said": "hello"}, NOW)
    assert not await letterbox.put("T1", "Ev1", {"said": "hello"}, NOW)
    assert await letterbox.put("T2", "Ev1", {"said": "hallo"}, NOW)


async def test_letters_wait_in_the_order_in_which_they_came(letterbox: Letterbox) -> None:
    for seconds, said in ((2, "third"), (0, "first"), (1, "second")):
        await letterbox.put("T1", f"Ev{seconds}", {"said": said}, NOW + timedelta(seconds=seconds))
    assert [letter["said"] for letter in await letterbox.waiting()] == ["first", "second", "third"]


async def test_who_claims_a_letter_has_it_and_nobody_after_that(store: Store, letterbox: Letterbox) -> None:
    await letterbox.put("T1", "Ev1", {"said": "hello"}, NOW)
    assert not await letterbox.put("T1", "Ev1", {"said": "hello"}, NOW)
    assert await _claims(store, "Ev1", "T2")
    assert await _claims(store, "Ev1")
    assert not await _claims(store, "Ev1")
    assert await letterbox.waiting() == []


async def test_a_claim_that_is_rolled_back_leaves_the_letter(store: Store, letterbox: Letterbox) -> None:
    await letterbox.put("T1", "Ev1", {"said": "hello"}, NOW)

    async def fail() -> None:
        async with store.transaction("T1") as repos:
            assert await repos.events.claim("Ev1", NOW)
            raise Interrupted

    with pytest.raises(Interrupted):
        await fail()
    assert await letterbox.waiting() == [{"said": "hello"}]


async def test_what_was_claimed_without_a_letter_is_not_kept(store: Store, letterbox: Letterbox) -> None:
    assert await _claims(store, "Ev1")
    assert not await letterbox.put("T1", "Ev1", {"said": "hello"}, NOW)
    assert await letterbox.waiting() == []
