"""Accounts: sealed for one place, opened for a launch, never shown."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from agent.credentials import NONCE_BYTES, SecretKeyError, Vault
from agent.errors import NotFoundError
from tests.workshop import DANA, NOW, SAM, WORKSPACE, workshop_at

VALUES = {"cookie": "AQED-planted"}


def test_what_was_sealed_opens_again() -> None:
    vault = Vault.of(Vault.new_key())
    assert vault.open(vault.seal(VALUES, "T1/U1/linkedin"), "T1/U1/linkedin") == VALUES


def test_nothing_of_the_value_is_readable_and_no_two_seals_are_alike() -> None:
    vault = Vault.of(Vault.new_key())
    one, two = vault.seal(VALUES, "a"), vault.seal(VALUES, "a")
    assert b"planted" not in one
    assert one[:NONCE_BYTES] != two[:NONCE_BYTES]
    assert one[NONCE_BYTES:] != two[NONCE_BYTES:]


@pytest.mark.parametrize("change", ["another owner", "another key", "another byte", "cut"])
def test_a_seal_opens_only_where_it_belongs(change: str) -> None:
    vault = Vault.of(Vault.new_key())
    sealed = vault.seal(VALUES, "T1/U1/linkedin")
    owner = "T1/U2/linkedin" if change == "another owner" else "T1/U1/linkedin"
    vault = Vault.of(Vault.new_key()) if change == "another key" else vault
    sealed = sealed[:-1] + bytes([sealed[-1] ^ 1]) if change == "another byte" else sealed
    sealed = sealed[:20] if change == "cut" else sealed
    with pytest.raises(SecretKeyError, match="Set the account again"):
        vault.open(sealed, owner)


@pytest.mark.parametrize("key", ["", "not base64!", base64.b64encode(b"short").decode()])
def test_a_key_of_another_length_is_declined_with_a_way_to_make_one(key: str) -> None:
    with pytest.raises(SecretKeyError, match="openssl rand -base64 32"):
        Vault.of(key)


async def test_an_account_belongs_to_one_person(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await shop.connections.put(DANA, "linkedin", VALUES)
        assert (await shop.connections.of(DANA))["linkedin"].set_at == NOW
        assert await shop.connections.of(SAM) == {}
        assert await shop.connections.open(WORKSPACE, DANA.user, "linkedin") == VALUES
        with pytest.raises(NotFoundError, match="no longer set"):
            await shop.connections.open(WORKSPACE, SAM.user, "linkedin")
        with pytest.raises(NotFoundError):
            await shop.connections.open("T2", DANA.user, "linkedin")


async def test_what_is_listed_of_an_account_holds_no_value(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await shop.connections.put(DANA, "linkedin", VALUES)
        assert "planted" not in repr(await shop.connections.of(DANA))


async def test_a_removed_account_is_gone_and_removing_it_again_is_no_error(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        await shop.connections.put(DANA, "linkedin", VALUES, demo=True)
        assert (await shop.connections.of(DANA))["linkedin"].demo
        await shop.connections.remove(DANA, "linkedin")
        await shop.connections.remove(DANA, "linkedin")
        assert await shop.connections.of(DANA) == {}
