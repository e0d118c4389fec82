"""Roles of people and what a workspace has settled."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class Role(StrEnum):
    """What a person is in a workspace. `agent.roles` says what each may do."""

    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


class Member(Base):
    """A role that was given to somebody; without a row Slack's word counts."""

    __tablename__ = f"{PREFIX}member"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[Role] = mapped_column(words(Role))
    given_by: Mapped[str]
    given_at: Mapped[datetime]


class Workspace(Base):
    """What a workspace has settled, as `agent.roles.Policy` writes it."""

    __tablename__ = f"{PREFIX}workspace"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]
