"""Which leads may be one person: pure, and only ever a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from agent.leads import normal

_TELLING = 5
"""Letters of the part before the @, at least: shorter ones (“ada@”) are many people's."""


@dataclass(frozen=True)
class Who:
    """As much of a lead as tells who it is; names are folded (see `storage.folding`)."""

    name_words: str | None
    company_words: str | None
    email: str | None
    location_words: str | None = None


def alike(one: Who, other: Who) -> str | None:
    """Why two leads may be one person, in words; None where nothing says so."""
    same_name = one.name_words is not None and one.name_words == other.name_words
    if same_name and one.company_words and one.company_words == other.company_words:
        return "same name and company"
    if _same_local(one, other) and (same_name or _share_a_name(one, other)):
        return "same name in the e-mail"
    if same_name and (one.company_words is None or other.company_words is None):
        return "same name, and one has no company"
    if same_name and one.location_words and one.location_words == other.location_words:
        return "same name and place"
    return None


def _same_local(one: Who, other: Who) -> bool:
    if not one.email or not other.email or normal.is_shared(one.email):
        return False
    local, its = (each.partition("@")[0] for each in (one.email, other.email))
    return local == its and len(local) >= _TELLING


def _share_a_name(one: Who, other: Who) -> bool:
    return bool(set((one.name_words or "").split()) & set((other.name_words or "").split()))
