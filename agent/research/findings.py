"""What a research has found: notes with their sources, how good the data is, what it took."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from agent.evidence.evidence import Evidence
from agent.research.known import Strategy

LONGEST_NOTE = 220


class Writer(StrEnum):
    """Who worded the notes."""

    RULES = "rules"
    MODEL = "model"


class Note(BaseModel):
    """A short line, and the address where it stands."""

    model_config = ConfigDict(frozen=True)

    text: str = Field(max_length=LONGEST_NOTE)
    url: str


class Read(BaseModel):
    """A page that was read, or the sentence why it was not."""

    model_config = ConfigDict(frozen=True)

    url: str
    trouble: str = ""


class Findings(BaseModel):
    """The result of a research, also while it grows.

    `quality` is 0–100, `cents` are US cents, `seconds` those of work. `found_by` is the title of whoever
    found the site, where it was searched for.
    """

    model_config = ConfigDict(frozen=True)

    domain: str = ""
    company: str = ""
    found_by: str = ""
    strategies: tuple[Strategy, ...] = ()
    reading: str = ""
    most: int = 0
    pages: tuple[Read, ...] = ()
    notes: tuple[Note, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    quality: int = 0
    seconds: float = 0.0
    cents: float = 0.0
    writer: Writer = Writer.RULES
    trouble: str = ""
