"""A workspace's providers as its admins see them: keys, order, what is skipped, and what they cost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from agent.audit import AuditAct, note
from agent.credentials import SecretKeyError
from agent.enrichment.context import EVERYBODY, Context, account_of, place_of
from agent.enrichment.ledger import LedgerLine, suggested
from agent.enrichment.preference import SHARED, Preference
from agent.enrichment.provider import Account, BrokenError, Kind
from agent.enrichment.providers import KEYED, KINDS, VERIFIER
from agent.enrichment.providers.serper import SERPER
from agent.enrichment.reading import preference_of
from agent.enrichment.searches import SEARCHES
from agent.errors import InvalidError, NotFoundError
from agent.roles import Act, Actor, require
from storage.models import Credential
from storage.repositories import Repositories

CHECK_SECONDS = 1.8
"""How long a new key's check may take: a window that is submitted must be answered within three seconds,
of which finding out who acts may take one."""
DEMO = "demo"
"""Every part of a demo key, which the fictional market's providers accept."""
LONGEST = 200


@dataclass(frozen=True)
class VendorLine:
    """One provider. `demo` tells whether its key is a simulated one, `ledger` what it yields."""

    kind: Kind[Any]
    has_key: bool
    demo: bool
    skipped: bool
    ledger: LedgerLine


@dataclass(frozen=True)
class VendorPage:
    """All of them in the workspace's order. `better` is an order that would cost less, if there is one."""

    lines: tuple[VendorLine, ...]
    verifier: VendorLine
    better: tuple[str, ...]
    undoable: bool
    offers_demo: bool
    reads_pages: bool


class Vendors:
    """Sets keys and the order. Who may change the workspace's settings may do this."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._store = context.store
        self._clock = context.clock

    async def searches(self, actor: Actor) -> tuple[VendorLine, ...]:
        """The vendors of web searches, Serper among them, with their keys."""
        require(actor, Act.SETTLE)
        async with self._store.reading(actor.workspace) as repos:
            keys = {row.account: row for row in await repos.credentials.of(EVERYBODY)}
        return tuple(_line(kind, keys.get(account_of(kind))) for kind in (SERPER, *SEARCHES))

    async def page(self, actor: Actor) -> VendorPage:
        """Everything that is settled, with the ledger."""
        require(actor, Act.SETTLE)
        async with self._store.reading(actor.workspace) as repos:
            preference = await preference_of(repos)
            keys = {row.account: row for row in await repos.credentials.of(EVERYBODY)}
            ledger = await ledger_of(repos)
        names = preference.names()

        def line(name: str) -> VendorLine:
            key, figures = keys.get(account_of(KINDS[name])), ledger.get(name, LedgerLine(name))
            return _line(KINDS[name], key, figures, skipped=name in preference.skipped)

        better = suggested(names, ledger, SHARED)
        return VendorPage(
            lines=tuple(line(name) for name in names),
            verifier=line(VERIFIER.name),
            better=better if better != names else (),
            undoable=bool(preference.before),
            offers_demo=self.offers_demo,
            reads_pages=self._context.reads is not None,
        )

    @property
    def offers_demo(self) -> bool:
        """Whether the vendors are the fictional market's."""
        return bool(self._context.urls)

    async def put(self, actor: Actor, name: str, values: Mapping[str, str]) -> None:
        """Check a key with its vendor, then keep it; an error at its field when it is no good."""
        require(actor, Act.SETTLE)
        kind = keyed(name)
        cleaned = {each.name: values.get(each.name, "").strip() for each in kind.fields}
        for field, value in cleaned.items():
            if not value or len(value) > LONGEST or not value.isprintable():
                raise InvalidError("That does not look like a key.", field)
        await self._check(kind, cleaned)
        async with self._store.transaction(actor.workspace) as repos:
            await self._keep(repos, actor, kind, cleaned, demo=False)

    async def use_demo(self, actor: Actor) -> None:
        """Set demo keys for every provider of the fictional market that has no other key."""
        require(actor, Act.SETTLE)
        if not self.offers_demo:
            raise NotFoundError("There are no demo providers here.")
        async with self._store.transaction(actor.workspace) as repos:
            for kind in await self._unset(repos):
                await self._keep(repos, actor, kind, _demo(kind), demo=True)

    async def equip(self, workspace: str) -> None:
        """Let a workspace that is new begin with demo keys: nobody set them, so no act is noted."""
        async with self._store.transaction(workspace) as repos:
            for kind in await self._unset(repos):
                sealed = self._context.vault.seal(_demo(kind), place_of(workspace, kind))
                at = self._clock.now()
                await repos.credentials.put(EVERYBODY, account_of(kind), sealed, demo=True, at=at)

    async def _unset(self, repos: Repositories) -> list[Kind[Any]]:
        """The simulated vendors that have no key."""
        simulated = [kind for kind in (*KEYED, *SEARCHES) if kind.name in self._context.urls]
        rows = await repos.credentials.of(EVERYBODY)
        known = {row.account for row in rows}
        return [kind for kind in simulated if account_of(kind) not in known]

    async def _check(self, kind: Kind[Account], values: Mapping[str, str]) -> None:
        field = kind.fields[-1].name
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                await kind.make(self._context.tools(kind, values)).check()
        except TimeoutError:
            raise InvalidError(f"{kind.title} did not answer in time. Please try again.", field) from None
        except BrokenError as error:
            raise InvalidError(f"I could not check that key: {error} Please try again.", field) from error
        except Exception as error:
            raise InvalidError(str(error) or f"{kind.title} did not accept that key.", field) from error

    async def _keep(
        self, repos: Repositories, actor: Actor, kind: Kind[Any], values: Mapping[str, str], *, demo: bool
    ) -> None:
        """Seal and keep it; the same key again changes nothing and is noted once."""
        account, place, now = account_of(kind), place_of(actor.workspace, kind), self._clock.now()
        row = await repos.credentials.get(EVERYBODY, account)
        if row is not None and self._holds(row, place, values):
            return
        sealed = self._context.vault.seal(values, place)
        await repos.credentials.put(EVERYBODY, account, sealed, demo=demo, at=now)
        note(repos, actor.user, AuditAct.ACCOUNT_SET, now, kind.title, "a demo key" if demo else "")

    def _holds(self, row: Credential, place: str, values: Mapping[str, str]) -> bool:
        try:
            return self._context.vault.open(row.sealed, place) == dict(values)
        except SecretKeyError:
            return False

    async def remove(self, actor: Actor, name: str) -> None:
        """Forget a key; forgetting it twice is no error."""
        require(actor, Act.SETTLE)
        kind = keyed(name)
        async with self._store.transaction(actor.workspace) as repos:
            if await repos.credentials.remove(EVERYBODY, account_of(kind)):
                note(repos, actor.user, AuditAct.ACCOUNT_REMOVED, self._clock.now(), kind.title)

    async def shift(self, actor: Actor, name: str, by: int) -> None:
        """Ask a provider earlier (-1) or later (1)."""
        await self._prefer(actor, lambda known: known.moved(name, by))

    async def skip(self, actor: Actor, name: str, *, skip: bool) -> None:
        """Ask a provider no more, or again."""
        await self._prefer(actor, lambda known: known.skipping(name, skip=skip))

    async def adopt(self, actor: Actor, order: tuple[str, ...]) -> None:
        """Take a suggested order; to take it twice is to take it once."""
        await self._prefer(actor, lambda known: known.ordered(order))

    async def undo(self, actor: Actor) -> None:
        """Go back to the order before the suggested one."""
        await self._prefer(actor, lambda known: known.undone())

    async def _prefer(self, actor: Actor, change: Callable[[Preference], Preference]) -> None:
        require(actor, Act.SETTLE)
        now = self._clock.now()
        async with self._store.transaction(actor.workspace) as repos:
            row = await repos.contacts.lock_waterfall(now)
            before = Preference.model_validate(row.document)
            after = change(before)
            if after == before:
                return
            row.document, row.updated_at = after.model_dump(mode="json"), now
            detail = f"contact providers: {difference(before, after)}"
            note(repos, actor.user, AuditAct.SETTINGS_CHANGED, now, actor.workspace, detail)


def _line(
    kind: Kind[Any], key: Credential | None, ledger: LedgerLine | None = None, *, skipped: bool = False
) -> VendorLine:
    demo = key is not None and key.demo
    return VendorLine(kind, key is not None, demo, skipped, ledger or LedgerLine(kind.name))


def _demo(kind: Kind[Any]) -> dict[str, str]:
    return {field.name: DEMO for field in kind.fields}


def keyed(name: str) -> Kind[Any]:
    """A provider that needs a key."""
    kind = next((each for each in (*KEYED, *SEARCHES) if each.name == name), None)
    if kind is None:
        raise NotFoundError("There is no such provider.")
    return kind


def difference(before: Preference, after: Preference) -> str:
    """What changed, in words."""
    order = " → ".join(KINDS[name].title for name in after.names()) if before.names() != after.names() else ""
    new, gone = after.skipped - before.skipped, before.skipped - after.skipped
    return "; ".join(
        filter(
            None,
            (
                order,
                *(f"{KINDS[name].title} skipped" for name in sorted(new) if name in KINDS),
                *(f"{KINDS[name].title} used again" for name in sorted(gone) if name in KINDS),
            ),
        )
    )


async def ledger_of(repos: Repositories) -> dict[str, LedgerLine]:
    """What every provider came to in this workspace."""
    verified = await repos.contacts.verified()
    return {
        name: LedgerLine(name, spent.asked, spent.found, verified.get(name, 0), spent.millicents)
        for name, spent in (await repos.contacts.spending()).items()
    }
