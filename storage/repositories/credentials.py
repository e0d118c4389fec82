"""Sealed credentials."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from storage.models import Credential
from storage.repositories.base import Repository


class Credentials(Repository):
    """One person's accounts."""

    async def get(self, owner: str, account: str) -> Credential | None:
        return await self.session.get(Credential, (self.workspace, owner, account))

    async def of(self, owner: str) -> Sequence[Credential]:
        found = await self.session.scalars(
            select(Credential)
            .where(Credential.workspace == self.workspace, Credential.owner == owner)
            .order_by(Credential.account)
        )
        return found.all()

    async def put(self, owner: str, account: str, sealed: bytes, *, demo: bool, at: datetime) -> None:
        await self.session.merge(
            Credential(
                workspace=self.workspace, owner=owner, account=account, sealed=sealed, demo=demo, set_at=at
            )
        )

    async def remove(self, owner: str, account: str) -> bool:
        row = await self.get(owner, account)
        if row is not None:
            await self.session.delete(row)
        return row is not None
