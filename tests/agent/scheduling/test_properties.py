"""What holds for every schedule, in every zone, at every time."""

from __future__ import annotations

from datetime import UTC
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.scheduling.occurrences import following
from agent.scheduling.reading import Understood, Unreadable, read
from agent.scheduling.schedule import SCHEDULE, Calendar
from agent.scheduling.words import describe
from tests.agent.scheduling.schedules import NOW, nows, schedules, zones

some = settings(max_examples=150, deadline=None, derandomize=True)
cases = st.tuples(nows, zones).flatmap(lambda case: st.tuples(*map(st.just, case), schedules(*case)))


@some
@given(cases)
def test_runs_come_in_order_after_now_at_times_that_clocks_show(case: tuple) -> None:  # type: ignore[type-arg]
    now, zone, schedule = case
    found = following(schedule, now, zone, 20)
    assert all(at > now for at in found)
    assert all(earlier < later for earlier, later in pairwise(found))
    for at in found:
        here = at.astimezone(zone)
        assert at.tzinfo is UTC
        assert here.astimezone(UTC) == at
        assert at.second == at.microsecond == 0


@some
@given(cases)
def test_it_does_not_matter_when_one_asks_for_the_next_run(case: tuple) -> None:  # type: ignore[type-arg]
    now, zone, schedule = case
    found = following(schedule, now, zone, 8)
    for number, at in enumerate(found[:-1]):
        assert following(schedule, at, zone, 7 - number) == found[number + 1 :]


@some
@given(cases)
def test_a_time_of_a_day_comes_once_on_each_local_date(case: tuple) -> None:  # type: ignore[type-arg]
    now, zone, schedule = case
    if isinstance(schedule, Calendar) and len(schedule.times) == 1:
        days = [at.astimezone(zone).date() for at in following(schedule, now, zone, 20)]
        assert len(days) == len(set(days))


@some
@given(cases)
def test_its_description_reads_back_as_the_same(case: tuple) -> None:  # type: ignore[type-arg]
    now, zone, schedule = case
    if not following(schedule, now, zone):
        return
    words = describe(schedule, zone)
    reading = read(words, now, zone)
    assert isinstance(reading, Understood), (words, reading)
    assert reading.schedule == schedule, words


@some
@given(cases)
def test_it_is_kept_as_json(case: tuple) -> None:  # type: ignore[type-arg]
    assert SCHEDULE.validate_json(SCHEDULE.dump_json(case[2])) == case[2]


WORDS = (
    *("every", "other", "monday", "at", "5", "9:30", "pm", "on", "the", "1st", "and", "last", "friday", "of"),
    *("month", "in", "2", "days", "until", "next", "tomorrow", "morning", "twice", "a", "week", "from", "to"),
    *("weekday", "3/4", "~1:00", "@99:99", "#?", "*", "0", "*/5"),
)
anything = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(anything, zones)
def test_whatever_is_said_gets_an_answer(text: str, zone: ZoneInfo) -> None:
    reading = read(text, NOW, zone)
    if isinstance(reading, Unreadable):
        assert reading.reason
    if isinstance(reading, Understood):
        assert following(reading.schedule, NOW, zone)
        assert describe(reading.schedule, zone)
