"""Cutting time into stretches of a calendar, few enough to be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from agent.questions.span import MONTHS, Days, Unit, begin, following

MOST = 20
"""Stretches in a chart."""
WEEK = 7


class Bucket(NamedTuple):
    """One stretch and how it is named on an axis."""

    label: str
    days: Days


def buckets(days: Days, today: date, since: date | None, unit: Unit | None = None) -> tuple[Bucket, ...]:
    """The stretches from the first day (without one, from `since`, when it all began) until today.

    Of a single day there is no course: the week that ends with it is shown. With a `unit` that gives too
    many, the last ones count.
    """
    after = min(days.after or date.max, today + timedelta(days=1))
    first = days.first or since or today
    if days.first is None or first >= after:
        first = min(first, after - timedelta(days=1))
    if after - first == timedelta(days=1):
        first = after - timedelta(days=WEEK)
    if unit is None:
        unit = next((u for u in Unit if len(list(_cut(u, first, after))) <= MOST), Unit.YEAR)
    cut = list(_cut(unit, first, after))[-MOST:]
    return tuple(Bucket(_label(unit, begun), Days(max(begun, first), min(end, after))) for begun, end in cut)


def _cut(unit: Unit, first: date, after: date) -> Iterator[tuple[date, date]]:
    begun = begin(unit, first)
    while begun < after:
        end = following(unit, begun)
        yield begun, end
        begun = end


def _label(unit: Unit, first: date) -> str:
    month = MONTHS[first.month - 1][:3]
    match unit:
        case Unit.DAY:
            return f"{first.day} {month}"
        case Unit.WEEK:
            return f"from {first.day} {month}"
        case Unit.MONTH:
            return f"{month} {first.year}"
        case Unit.QUARTER:
            return f"Q{(first.month + 2) // 3} {first.year}"
        case Unit.YEAR:
            return str(first.year)
