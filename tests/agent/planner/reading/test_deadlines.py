"""A deadline is read as written, and as a date where today's is known."""

from __future__ import annotations

from datetime import date

import pytest

from agent.planner.reading import read

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "said", "due"),
    [
        ("find CFOs in Texas by Friday", "by Friday", date(2026, 11, 27)),
        ("find CFOs in Texas by tomorrow", "by tomorrow", date(2026, 11, 22)),
        ("find CFOs in Texas before 12 December", "before 12 December", date(2026, 12, 12)),
        ("find CFOs in Texas by March 3", "by March 3", date(2027, 3, 3)),
        ("find CFOs in Texas by 2026-12-01", "by 2026-12-01", date(2026, 12, 1)),
        ("find CFOs in Texas within 3 days", "within 3 days", date(2026, 11, 24)),
        ("find CFOs in Texas by the end of the month", "by the end of the month", date(2026, 11, 30)),
        ("find CFOs in Texas asap", "asap", SATURDAY),
        ("Finde CFOs in Bonn bis Freitag", "bis Freitag", date(2026, 11, 27)),
        ("Trouve des CFO à Lyon avant lundi", "avant lundi", date(2026, 11, 23)),
        ("Busca CFOs en Madrid para el viernes", "para el viernes", date(2026, 11, 27)),
        ("find CFOs in Texas by 2026-02-31", "by 2026-02-31", None),
        ("find CFOs in Texas", None, None),
    ],
)
def test_by_when(text: str, said: str | None, due: date | None):
    goal = read(text, SATURDAY)

    assert (goal.deadline, goal.due) == (said, due)


def test_a_date_is_no_number_of_people_and_no_place():
    goal = read("find CFOs by 12 December")

    assert (goal.count, goal.place, goal.due) == (None, None, None)
