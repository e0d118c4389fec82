"""Taking imports back: what they brought, and what else works with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, select, tuple_, update

from storage.models import (
    ContactLookup,
    ContactTarget,
    ImportLead,
    Lead,
    LeadDecision,
    LeadFact,
    LeadImport,
    LeadKey,
    Priority,
    ProspectLead,
    Research,
    RunLead,
    Score,
)
from storage.repositories.base import Repository

USES = (RunLead, Priority, ProspectLead, LeadDecision, Research, ContactTarget)
"""What a lead may be used by besides the import that brought it."""
BELONGS = (LeadKey, LeadFact, ImportLead, Score, ContactLookup)
"""What hangs on a lead without anybody's having done something with it, or never without one of those."""


@dataclass(frozen=True)
class Origin:
    """What tells an import's facts from all others: the source they name and the instants they bear."""

    source: str
    since: datetime
    until: datetime


class TakingBack(Repository):
    """Goes through what an import brought."""

    async def links(self, import_id: str, after: str, limit: int) -> Sequence[ImportLead]:
        """Some of the leads that an import brought, in the order of their ids, from behind this one on."""
        found = await self.session.scalars(
            select(ImportLead)
            .join(LeadImport, LeadImport.id == ImportLead.import_id)
            .where(
                LeadImport.workspace == self.workspace,
                ImportLead.import_id == import_id,
                ImportLead.lead_id > after,
            )
            .order_by(ImportLead.lead_id)
            .limit(limit)
        )
        return found.all()

    async def used(self, import_id: str, lead_ids: Sequence[str]) -> set[str]:
        """Those of these leads that something else than this import has brought or works with.

        Whoever must not be contacted is among them: another list may name them again.
        """
        found: set[str] = set()
        for model in USES:
            rows = await self.session.scalars(
                select(model.lead_id).where(model.lead_id.in_(self._ours(lead_ids)))
            )
            found.update(each for each in rows if each is not None)
        others = select(ImportLead.lead_id).where(
            ImportLead.lead_id.in_(self._ours(lead_ids)), ImportLead.import_id != import_id
        )
        spared = self._ours(lead_ids).where(Lead.blocked_at.is_not(None))
        return found | set(await self.session.scalars(others)) | set(await self.session.scalars(spared))

    async def take_back(self, import_id: str, lead_ids: Sequence[str], origin: Origin) -> None:
        """Remove an import's links to these leads and the facts that it brought of them.

        They are to be scored anew.
        """
        await self._make_stale(lead_ids)
        await self.session.execute(
            delete(LeadFact).where(
                LeadFact.lead_id.in_(self._ours(lead_ids)),
                LeadFact.source == origin.source,
                LeadFact.seen_at.between(origin.since, origin.until),
            )
        )
        await self.session.execute(
            delete(ImportLead).where(
                ImportLead.import_id == import_id, ImportLead.lead_id.in_(self._ours(lead_ids))
            )
        )

    async def _make_stale(self, lead_ids: Iterable[str]) -> None:
        """Their facts are not those any more that they were scored by, or are being scored by now."""
        await self.session.execute(
            update(Lead)
            .where(Lead.workspace == self.workspace, Lead.id.in_(list(lead_ids)))
            .values(stale=True)
            .execution_options(synchronize_session=False)
        )

    def _ours(self, lead_ids: Sequence[str]) -> Select[str]:
        """Those of these leads that are the workspace's."""
        return select(Lead.id).where(Lead.workspace == self.workspace, Lead.id.in_(lead_ids))

    async def remove(self, lead_ids: Sequence[str]) -> None:
        """Remove leads with everything that is known of them."""
        await self.session.execute(
            delete(Lead).where(Lead.workspace == self.workspace, Lead.id.in_(lead_ids))
        )

    async def keys_of(self, lead_ids: Sequence[str]) -> Sequence[tuple[str, str, str]]:
        """What these leads are recognised by: (lead id, kind, value)."""
        found = await self.session.execute(
            select(LeadKey.lead_id, LeadKey.kind, LeadKey.value).where(
                LeadKey.workspace == self.workspace, LeadKey.lead_id.in_(lead_ids)
            )
        )
        return [(lead_id, kind, value) for lead_id, kind, value in found]

    async def remove_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Nobody is recognised by these (kind, value) any more."""
        await self.session.execute(
            delete(LeadKey).where(
                LeadKey.workspace == self.workspace, tuple_(LeadKey.kind, LeadKey.value).in_(keys)
            )
        )
