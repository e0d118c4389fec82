"""Credentials: sealed at rest, opened only for a launch."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.errors import AgentError, NotFoundError
from agent.roles import Act, Actor, require
from storage.store import Store

KEY_BYTES = 32
NONCE_BYTES = 12


class SecretKeyError(AgentError):
    """The secret key is unusable, or not the one that sealed what is to be opened."""


class Vault:
    """AES-256-GCM (NIST SP 800-38D), a fresh 96-bit nonce a message; the owner is authenticated too."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._cipher = AESGCM(key)

    @classmethod
    def of(cls, encoded: str) -> Vault:
        """A vault for a base64 key of 32 bytes."""
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if len(key) != KEY_BYTES:
            raise SecretKeyError(
                "LEADSMITH_SECRET_KEY must be 32 bytes in base64: make one with `openssl rand -base64 32`."
            )
        return cls(key)

    @staticmethod
    def new_key() -> str:
        return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for something else, from which this one cannot be found (HKDF, RFC 5869)."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"leadsmith {purpose}".encode()).derive(self._key)

    def seal(self, values: Mapping[str, str], owner: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, json.dumps(dict(values)).encode(), owner.encode())

    def open(self, sealed: bytes, owner: str) -> dict[str, str]:
        try:
            plain = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], owner.encode())
        except InvalidTag as error:
            raise SecretKeyError(
                "The stored account cannot be opened: the secret key has changed. Set the account again."
            ) from error
        values: dict[str, str] = json.loads(plain)
        return values


@dataclass(frozen=True)
class Connection:
    """An account that a person has set; its values are not part of it."""

    account: str
    demo: bool
    set_at: datetime


class Connections:
    """People's accounts."""

    def __init__(self, store: Store, vault: Vault, clock: Clock) -> None:
        self._store = store
        self._vault = vault
        self._clock = clock

    async def of(self, actor: Actor) -> dict[str, Connection]:
        """The actor's accounts, by name."""
        async with self._store.reading(actor.workspace) as repos:
            rows = await repos.credentials.of(actor.user)
        return {row.account: Connection(row.account, row.demo, row.set_at) for row in rows}

    async def put(self, actor: Actor, account: str, values: Mapping[str, str], *, demo: bool = False) -> None:
        """Set or replace the actor's account."""
        require(actor, Act.CONNECT)
        place, now = _place(actor.workspace, actor.user, account), self._clock.now()
        sealed = self._vault.seal(values, place)
        async with self._store.transaction(actor.workspace) as repos:
            before = await repos.credentials.get(actor.user, account)
            if before is None or not self._holds(before.sealed, place, values):
                detail = "the demo account" if demo else ""
                note(repos, actor.user, AuditAct.ACCOUNT_SET, now, account, detail)
            await repos.credentials.put(actor.user, account, sealed, demo=demo, at=now)

    def _holds(self, sealed: bytes, place: str, values: Mapping[str, str]) -> bool:
        """Whether the same is kept already: what is delivered twice is noted once."""
        try:
            return self._vault.open(sealed, place) == dict(values)
        except SecretKeyError:
            return False

    async def remove(self, actor: Actor, account: str) -> None:
        """Forget the actor's account; forgetting it twice is no error."""
        require(actor, Act.CONNECT)
        async with self._store.transaction(actor.workspace) as repos:
            if await repos.credentials.remove(actor.user, account):
                note(repos, actor.user, AuditAct.ACCOUNT_REMOVED, self._clock.now(), account)

    async def open(self, workspace: str, owner: str, account: str) -> dict[str, str]:
        """The values themselves, for a launch and nothing else."""
        async with self._store.reading(workspace) as repos:
            row = await repos.credentials.get(owner, account)
        if row is None:
            raise NotFoundError(f"The {account} account is no longer set.")
        return self._vault.open(row.sealed, _place(workspace, owner, account))


def _place(workspace: str, owner: str, account: str) -> str:
    return f"{workspace}/{owner}/{account}"
