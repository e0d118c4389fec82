"""Credentials, sealed; only their owner's runs open them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base


class Credential(Base):
    """One account of one person: its fields encrypted together."""

    __tablename__ = f"{PREFIX}credential"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    demo: Mapped[bool]
    set_at: Mapped[datetime]
