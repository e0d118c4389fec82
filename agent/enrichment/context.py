"""What looking for contacts is done with: ports, stores, and the keys of a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import httpx2

from agent.clock import Clock
from agent.credentials import SecretKeyError, Vault
from agent.durable import Durable, Writing
from agent.enrichment.provider import API_KEY, Kind, NoKeyError, Reads, Tools
from agent.telling import Telling
from storage.models import Credential
from storage.repositories import Repositories
from storage.store import Store

PortT = TypeVar("PortT")
EVERYBODY = "*"
"""Whose a key is: the workspace's. No person has such an id."""
_ACCOUNT = "provider:"
MOST_OPEN = 200
"""Opened providers that are kept for the next question."""


@dataclass(frozen=True)
class Context(Writing):
    """Dependencies. `urls` are where vendors' APIs are, by name, where that is not the vendor's own place."""

    store: Store
    durable: Durable
    telling: Telling
    clock: Clock
    vault: Vault
    http: httpx2.AsyncClient
    urls: Mapping[str, str] = field(default_factory=dict)
    reads: Reads | None = None
    _opened: dict[tuple[str, str, datetime | None], Any] = field(default_factory=dict)

    def tools(self, kind: Kind[Any], keys: Mapping[str, str]) -> Tools:
        return Tools(self.http, self.urls.get(kind.name, kind.url), keys, self.reads)

    async def opened(self, workspace: str, kind: Kind[PortT]) -> PortT:
        """A provider with the workspace's key; a `NoKeyError` without one."""
        if not kind.fields:
            return kind.make(self.tools(kind, {}))
        async with self.store.reading(workspace) as repos:
            row = await repos.credentials.get(EVERYBODY, account_of(kind))
        if row is None:
            raise NoKeyError(f"{kind.title} needs a key.")
        return self._kept(workspace, kind, row)

    async def key(self, workspace: str, vendor: str) -> str | None:
        """The workspace's key at a vendor that is asked for other things, too; None without one."""
        async with self.store.reading(workspace) as repos:
            row = await repos.credentials.get(EVERYBODY, f"{_ACCOUNT}{vendor}")
        if row is None:
            return None
        try:
            values = self.vault.open(row.sealed, f"{workspace}/{EVERYBODY}/{_ACCOUNT}{vendor}")
        except SecretKeyError:
            return None
        return values.get(API_KEY.name)

    @staticmethod
    async def has_key(repos: Repositories, vendor: str) -> bool:
        """Whether the workspace has a key there, in the caller's transaction."""
        return await repos.credentials.get(EVERYBODY, f"{_ACCOUNT}{vendor}") is not None

    def _kept(self, workspace: str, kind: Kind[PortT], row: Credential) -> PortT:
        """One provider a key, since some of them buy a token with it that lasts."""
        place = (workspace, kind.name, row.set_at)
        if place not in self._opened:
            keys = self.vault.open(row.sealed, place_of(workspace, kind))
            while len(self._opened) >= MOST_OPEN:
                del self._opened[next(iter(self._opened))]
            self._opened[place] = kind.make(self.tools(kind, keys))
        provider: PortT = self._opened[place]
        return provider


def account_of(kind: Kind[Any]) -> str:
    """What a vendor's key is kept under."""
    return f"{_ACCOUNT}{kind.name}"


def place_of(workspace: str, kind: Kind[Any]) -> str:
    """What a sealed key is bound to."""
    return f"{workspace}/{EVERYBODY}/{account_of(kind)}"
