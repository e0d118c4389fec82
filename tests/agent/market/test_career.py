from __future__ import annotations

from itertools import islice

from agent.market.career import career
from agent.market.market import Market

PEOPLE = list(islice(Market().people_for("product manager"), 200))


def _years(dates: str) -> list[int]:
    return [int(word) for word in dates.split() if word.isdigit()]


def test_a_career_happens_in_order():
    for person in PEOPLE:
        past = career(person)
        times = [past.earlier_school, past.school, past.previous, past.current]
        years = [year for part in times for year in _years(part.dates)]
        assert years == sorted(years)
        assert years[-1] <= 2025


def test_nobody_came_from_where_they_are():
    assert all(career(person).previous.company != person.company for person in PEOPLE)


def test_a_career_stays():
    assert career(PEOPLE[0]) == career(PEOPLE[0])
