"""Playbooks: approved plans that are kept to be used again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base


class Playbook(Base):
    """One approved plan under a name.

    `plan_version` is the version that was approved, `used_at` when its phantoms were wanted last. `shared_by`
    and `shared_at` tell who decided last whether the workspace sees it, and when; None while nobody has.
    """

    __tablename__ = f"{PREFIX}playbook"
    __table_args__ = (Index(None, "workspace", "used_at"),)

    plan_id: Mapped[str] = mapped_column(ForeignKey(f"{PREFIX}plan.id", ondelete="CASCADE"), primary_key=True)
    plan_version: Mapped[int]
    workspace: Mapped[str]
    owner: Mapped[str]
    name: Mapped[str]
    approved_at: Mapped[datetime]
    used_at: Mapped[datetime]
    shared: Mapped[bool] = mapped_column(default=False)
    shared_by: Mapped[str | None] = mapped_column(default=None)
    shared_at: Mapped[datetime | None] = mapped_column(default=None)
