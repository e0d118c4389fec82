"""Whose address is wanted, and what a provider answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Wanted:
    """A person at a company. `domain` is where the company's addresses end (acme.com), empty when unknown."""

    first: str
    last: str
    company: str = ""
    domain: str = ""
    profile_url: str = ""

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()


@dataclass(frozen=True)
class Candidate:
    """An address that may be the person's; `confidence` is the provider's own, 0–100.

    `place` is where it was seen, if that is told.
    """

    email: str
    confidence: int
    place: str = ""


@dataclass(frozen=True)
class Answer:
    """What a provider knows, the likeliest first; nothing is an answer, too."""

    candidates: tuple[Candidate, ...] = ()


class Mark(StrEnum):
    """What a verifier says of an address. A domain that takes any address (catch-all) verifies none."""

    VERIFIED = "verified"
    CATCH_ALL = "catch_all"
    INVALID = "invalid"
    UNKNOWN = "unknown"
