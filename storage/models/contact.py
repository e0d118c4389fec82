"""Contact searches: whose addresses are looked for, everything that was asked for it, and in which order."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class SearchStatus(StrEnum):
    """Where a search stands. `agent.enrichment.states` holds the moves between them."""

    ASKING = "asking"
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    DECLINED = "declined"


class TargetState(StrEnum):
    """What is known of one lead's address in a search."""

    WAITING = "waiting"
    SEARCHING = "searching"
    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    SHARED = "shared"
    NOTHING = "nothing"


class LookupOutcome(StrEnum):
    """What came of asking a provider for a person, or a verifier for an address."""

    ASKED = "asked"
    FOUND = "found"
    NOTHING = "nothing"
    VERIFIED = "verified"
    CATCH_ALL = "catch_all"
    INVALID = "invalid"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    OUT_OF_CREDIT = "out_of_credit"
    THROTTLED = "throttled"
    BROKEN = "broken"
    INTERRUPTED = "interrupted"


class ContactSearch(Base):
    """One search. `document` holds the providers that whoever asked left out; `most` is in millicents.

    `throttled` says that a provider asked for fewer requests, so that one lead at a time is looked for.
    """

    __tablename__ = f"{PREFIX}contact_search"

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    owner: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    status: Mapped[SearchStatus] = mapped_column(words(SearchStatus))
    document: Mapped[dict[str, Any]]
    most: Mapped[int]
    asked_at: Mapped[datetime]
    throttled: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by: Mapped[str | None] = mapped_column(default=None)


class ContactTarget(Base):
    """One lead of a search, in the order in which they are looked for, and what was found."""

    __tablename__ = f"{PREFIX}contact_target"
    __table_args__ = (Index(None, "lead_id"),)

    search_id: Mapped[str] = mapped_column(
        ForeignKey(f"{PREFIX}contact_search.id", ondelete="CASCADE"), primary_key=True
    )
    lead_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}lead.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]
    state: Mapped[TargetState] = mapped_column(words(TargetState))
    email: Mapped[str | None] = mapped_column(default=None)
    provider: Mapped[str | None] = mapped_column(default=None)


class ContactLookup(Base):
    """One thing that was asked, written down before it is asked and again with its answer.

    `subject` is the address that was to be verified, empty where the person was asked for; `credited` is the
    provider that the address came from. `document` holds the addresses of the answer with their confidence
    and place. `millicents` is what it cost.
    """

    __tablename__ = f"{PREFIX}contact_lookup"
    __table_args__ = (Index(None, "workspace", "provider", "answered_at"), Index(None, "lead_id"))

    search_id: Mapped[str] = mapped_column(
        ForeignKey(f"{PREFIX}contact_search.id", ondelete="CASCADE"), primary_key=True
    )
    lead_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}lead.id", ondelete="CASCADE"), primary_key=True)
    provider: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    credited: Mapped[str]
    outcome: Mapped[LookupOutcome] = mapped_column(words(LookupOutcome))
    document: Mapped[dict[str, Any]]
    millicents: Mapped[int]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None] = mapped_column(default=None)


class Waterfall(Base):
    """A workspace's order of providers, and which it skips, as `agent.enrichment.preference` writes it."""

    __tablename__ = f"{PREFIX}waterfall"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]
