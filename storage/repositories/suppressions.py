"""Who was deleted on request, and what is still to be cleaned of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from storage.models import Erasure, Salt, Suppression
from storage.repositories.base import Repository

SALT_BYTES = 32
AT_ONCE = 500


class Suppressions(Repository):
    """The workspace's suppressions, by their fingerprints."""

    async def salt(self) -> bytes | None:
        """The key of the fingerprints; None while there are none."""
        row = await self.session.get(Salt, self.workspace)
        return bytes.fromhex(row.salt) if row is not None else None

    async def salted(self) -> bytes:
        """The same, made if need be."""
        row = {"workspace": self.workspace, "salt": secrets.token_hex(SALT_BYTES)}
        await self._insert_new(Salt, [row])
        return bytes.fromhex((await self.session.get_one(Salt, self.workspace)).salt)

    async def add(self, fingerprints: Iterable[str], at: datetime) -> None:
        """Suppress whoever has one of these."""
        rows = [{"workspace": self.workspace, "fingerprint": each, "at": at} for each in fingerprints]
        await self._insert_new(Suppression, rows)

    async def among(self, fingerprints: Iterable[str]) -> set[str]:
        """Those of these fingerprints that are suppressed."""
        wanted, found = list(fingerprints), set[str]()
        for start in range(0, len(wanted), AT_ONCE):
            rows = await self.session.scalars(
                select(Suppression.fingerprint).where(
                    Suppression.workspace == self.workspace,
                    Suppression.fingerprint.in_(wanted[start : start + AT_ONCE]),
                )
            )
            found |= set(rows)
        return found

    def begin(self, erasure: Erasure) -> None:
        self.session.add(erasure)

    async def erasure(self, erasure_id: str) -> Erasure | None:
        """What is being cleaned; None when that is done."""
        return await self.session.scalar(
            select(Erasure).where(Erasure.workspace == self.workspace, Erasure.id == erasure_id)
        )

    async def end(self, erasure_id: str) -> None:
        """Forget what the person was called."""
        row = await self.erasure(erasure_id)
        if row is not None:
            await self.session.delete(row)
