"""Verdicts: what people say of answers and plans with a thumb up or down."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class Opinion(StrEnum):
    """What somebody thinks of an answer."""

    GOOD = "good"
    BAD = "bad"


class Verdict(Base):
    """One person's last word on one thing: `kind` says what it is, `about` which one.

    A plan is named with the version that was seen.
    """

    __tablename__ = f"{PREFIX}verdict"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    opinion: Mapped[Opinion] = mapped_column(words(Opinion))
    at: Mapped[datetime]
