"""Suppressions: who was deleted on request, as fingerprints that nobody can be read from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base


class Suppression(Base):
    """One way in which a deleted person would be recognised: a keyed hash of it, and nothing else."""

    __tablename__ = f"{PREFIX}suppression"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class Salt(Base):
    """The key of a workspace's fingerprints, made with the first of them."""

    __tablename__ = f"{PREFIX}salt"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    salt: Mapped[str]


class Erasure(Base):
    """What a deleted person is called, for as long as texts that name them are being cleaned."""

    __tablename__ = f"{PREFIX}erasure"

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    document: Mapped[dict[str, Any]]
