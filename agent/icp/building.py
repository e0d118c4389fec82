"""Building a profile: what the best customers share, without what the lost ones share even more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from agent.icp.profile import SNIPPET, Company, Evidence, Field, Line, Profile, Removed, Signal
from agent.icp.traits import Trait, traits

FEWEST = 2
"""Customers that must share a line: what one has alone says nothing of the others."""
LEAST = 0.25
"""Share of the readable customers that must have it, too."""
MOST = {
    Field.INDUSTRY: 3,
    Field.SIZE: 3,
    Field.PLACE: 5,
    Field.BUYER: 6,
    Field.TECHNOLOGY: 8,
    Field.SIGNAL: 4,
}
"""Lines of a field at most, so that a profile can be read."""
_SHOWN = 5
"""Customers whose evidence a line keeps."""
_Having = Mapping[tuple[Field, str], list[tuple[Company, str, Signal]]]


def build(best: Sequence[Company], lost: Sequence[Company] = (), before: Profile | None = None) -> Profile:
    """The profile of the customers whose pages could be read. What was changed by hand `before` stays so."""
    readable = [company for company in best if company.signals]
    away = [company for company in lost if company.signals]
    having, lacking = _having(readable), _having(away)
    lines, removed = [], []
    for key, found in having.items():
        field, value = key[0], found[0][1]
        share, lost_share = len(found) / max(len(readable), 1), len(lacking.get(key, ())) / max(len(away), 1)
        if len(found) < FEWEST or share < LEAST:
            continue
        if lost_share > share:
            removed.append(Removed(field=field, value=value, lost=True))
            continue
        lines.append(Line(field=field, value=value, shared=len(found), evidence=_evidence(found)))
    built = Profile(lines=_fewer(lines), seeds=len(readable), removed=tuple(removed))
    return built if before is None else _as_changed(built, before)


def _having(companies: Sequence[Company]) -> _Having:
    found: defaultdict[tuple[Field, str], list[tuple[Company, str, Signal]]] = defaultdict(list)
    for company in companies:
        each: dict[Trait, Signal] = traits(company)
        for (field, value), signal in each.items():
            found[field, value.casefold()].append((company, value, signal))
    return found


def _evidence(found: Sequence[tuple[Company, str, Signal]]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(company=company.name, url=signal.url, snippet=signal.snippet[:SNIPPET])
        for company, _, signal in found[:_SHOWN]
    )


def _fewer(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The most shared of every field, fields in their order."""
    ranked = sorted(lines, key=lambda line: (-line.shared, line.value))
    return tuple(
        line for field in Field for line in [each for each in ranked if each.field is field][: MOST[field]]
    )


def _as_changed(built: Profile, before: Profile) -> Profile:
    """A fresh profile with the changes by hand of an earlier one."""
    gone = {(each.field, each.value.casefold()) for each in before.removed if not each.lost}
    added = [line for line in before.lines if line.by_hand]
    added_keys = {line.key for line in added}
    kept = [line for line in built.lines if line.key not in gone and line.key not in added_keys]
    by_hand = tuple(each for each in before.removed if not each.lost)
    lost = tuple(each for each in built.removed if (each.field, each.value.casefold()) not in added_keys)
    return Profile(lines=in_order([*kept, *added]), seeds=built.seeds, removed=(*lost, *by_hand))


def in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """By field, the order within one kept."""
    return tuple(line for field in Field for line in lines if line.field is field)
