from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from urllib.parse import quote

import pytest

from agent.clock import FixedClock
from agent.errors import NotFoundError
from agent.execution.executor import Failure, Launch, LaunchState, Progress, ResultRow, Row
from agent.execution.journal import MemoryJournal
from agent.execution.mock import MockExecutor
from agent.execution.pace import Faults, Pace
from agent.market.market import Market
from agent.planner.catalogue import catalogue
from agent.planner.phantom import Phantom, Stage
from tests.contracts.executor import Bench, ExecutorContract

START = datetime(2026, 11, 21, 9, tzinfo=UTC)
MARKET = Market()
SEARCH = "LinkedIn Search Export.js"
FINDER = "Professional Email Finder.js"
TAKING_PROFILES = tuple(phantom for phantom in catalogue() if "linkedinprofileurl" in phantom.inputs)
MANAGERS = "https://www.linkedin.com/search/results/people/?keywords=saas%20marketing%20manager%20berlin"


@dataclass
class MovedBench:
    executor: MockExecutor
    clock: FixedClock

    def wait(self, seconds: float) -> None:
        self.clock.at += timedelta(seconds=seconds)


def bench_of(pace: Pace, faults: str = "") -> MovedBench:
    clock = FixedClock(START)
    return MovedBench(
        MockExecutor(catalogue(), MARKET, MemoryJournal(), clock, pace, Faults.parse(faults)), clock
    )


async def outcome(
    launch: Launch, faults: str = "", credentials: dict[str, str] | None = None
) -> tuple[Progress, list[ResultRow]]:
    executor = bench_of(Pace(), faults).executor
    container = await executor.launch(launch, credentials or {})
    return await executor.poll(container), list(await executor.rows(container))


def launch_of(script: str, rows: tuple[Row, ...] = (), attempt: int = 1, **options: object) -> Launch:
    key = f"run:1:step:1:attempt:{attempt}"
    return Launch.model_validate({"key": key, "script": script, "inputs": {}, "rows": rows, **options})


def search_for(words: str, limit: int | None = None, **options: object) -> Launch:
    url = f"https://www.linkedin.com/search/results/people/?keywords={quote(words)}"
    return launch_of(SEARCH, inputs={"linkedinsearchurl": url}, limit=limit, **options)


def people_rows(count: int) -> tuple[Row, ...]:
    return tuple(
        {
            "linkedinprofileurl": person.profile_url,
            "fullname": person.name,
            "companyname": person.company.name,
        }
        for person in islice(MARKET.people_for("marketing manager berlin"), count)
    )


class TestMockExecutor(ExecutorContract):
    @pytest.fixture
    def bench(self) -> Bench:
        return bench_of(Pace(seconds_per_row=0.2, startup_seconds=0.1))


@pytest.mark.parametrize("phantom", catalogue(), ids=lambda phantom: phantom.name)
async def test_every_phantom_runs_on_its_example_inputs(phantom: Phantom):
    fields = catalogue().fields
    inputs = {name: fields[name].example for group in phantom.groups for name in group[0]}
    progress, rows = await outcome(launch_of(phantom.script, inputs=inputs, limit=5))
    assert progress.state is LaunchState.FINISHED
    assert rows
    assert len(rows) <= 5
    acts = {Stage.OUTREACH, Stage.MANAGE} & set(phantom.stages)
    for row in rows:
        assert row.values
        assert set(row.values) <= {*phantom.outputs, "status"}
        assert ("status" in row.values) == bool(acts)
        assert all(row.values.values())


@pytest.mark.parametrize("phantom", TAKING_PROFILES, ids=lambda phantom: phantom.name)
async def test_every_phantom_that_takes_people_works_through_lines_of_people(phantom: Phantom):
    fields = catalogue().fields
    others = {
        name: fields[name].example
        for group in phantom.groups
        for name in group[0]
        if "linkedinprofileurl" not in {n for alternative in group for n in alternative}
    }
    progress, rows = await outcome(launch_of(phantom.script, people_rows(6), inputs=others))
    assert (progress.state, progress.done, progress.total) == (LaunchState.FINISHED, 6, 6)
    assert {row.source for row in rows} == set(range(6))


async def test_the_same_launch_brings_the_same_rows_in_another_run():
    _, first = await outcome(search_for("CFO in Texas", limit=30))
    _, again = await outcome(search_for("CFO in Texas", limit=30))
    assert first == again


async def test_a_later_step_tells_the_same_of_a_person_as_the_first():
    _, found = await outcome(search_for("cto fintech london", limit=20))
    _, scraped = await outcome(launch_of("LinkedIn Profile Visitor.js", tuple(r.values for r in found)))
    shared = ("fullname", "companyname", "headline", "location", "linkedinprofileurl")
    for before, after in zip(found, scraped, strict=True):
        assert {name: after.values[name] for name in shared} == {name: before.values[name] for name in shared}


async def test_an_email_is_found_for_most_and_not_for_all():
    progress, rows = await outcome(launch_of(FINDER, people_rows(200)))
    share = sum("email" in row.values for row in rows) / len(rows)
    assert len(rows) == 200
    assert 0.62 < share < 0.85
    assert progress.found == sum("email" in row.values for row in rows)


async def test_a_profile_scrape_shows_few_addresses():
    _, rows = await outcome(launch_of("LinkedIn Profile Visitor.js", people_rows(80)))
    assert sum("email" in row.values for row in rows) < 16


async def test_every_address_is_of_a_domain_that_cannot_exist():
    own = launch_of(FINDER, ({"fullname": "Jane Doe", "domainname": "acme.com"},) * 20)
    _, rows = await outcome(own)
    _, more = await outcome(launch_of(FINDER, people_rows(100)))
    addresses = [row.values["email"] for row in (*rows, *more) if "email" in row.values]
    assert addresses
    assert all(address.endswith(".example") for address in addresses)


async def test_employees_of_several_companies_are_shared_out():
    pages = tuple({"linkedincompanyurl": MARKET.company_by_name(name).url} for name in ("Acme", "Globex"))
    _, rows = await outcome(launch_of("LinkedIn Company Employees Export.js", pages, limit=10))
    assert [row.source for row in rows] == [0] * 5 + [1] * 5
    assert len({row.values["linkedinprofileurl"] for row in rows}) == 10


async def test_several_values_in_one_input_are_worked_through():
    domains = "brightpath.example\nnordlight.example\nacme.example"
    _, rows = await outcome(launch_of("Data Scraping Crawler.js", inputs={"domainname": domains}))
    assert len(rows) == 3


async def test_a_search_without_a_number_brings_a_hundred():
    _, rows = await outcome(search_for("product manager"))
    assert len(rows) == 100


async def test_no_launch_does_more_than_a_day_allows():
    connect = catalogue().get("LinkedIn Auto Connect.js")
    assert connect is not None
    progress, rows = await outcome(
        launch_of(connect.script, people_rows(connect.daily_limit + 30), limit=500)
    )
    assert progress.total == len(rows) == connect.daily_limit


async def test_outreach_says_what_came_of_each_person():
    _, rows = await outcome(
        launch_of("LinkedIn Search to Lead Outreach.js", inputs={"linkedinsearchurl": MANAGERS})
    )
    assert {row.values["status"] for row in rows} == {"Invitation sent", "Already connected"}


async def test_a_search_that_matches_nothing_fails_as_empty():
    progress, rows = await outcome(search_for("underwater basket weavers"))
    assert (progress.state, progress.failure, rows) == (LaunchState.FAILED, Failure.EMPTY, [])


async def test_a_map_knows_the_street_and_a_company_page_the_city():
    search = {"googlemapssearchurl": "https://www.google.com/maps/search/restaurants+in+Lyon/"}
    _, places = await outcome(launch_of("Google Maps Search to Contact Data.js", inputs=search, limit=3))
    _, pages = await outcome(launch_of("LinkedIn Company Scraper.js", tuple(row.values for row in places)))
    for place, page in zip(places, pages, strict=True):
        assert place.values["location"].endswith(f", {page.values['location']}")


async def test_an_input_of_the_wrong_shape_fails_as_invalid():
    progress, rows = await outcome(launch_of(SEARCH, inputs={"linkedinsearchurl": "https://example.com/"}))
    assert (progress.state, progress.failure, rows) == (LaunchState.FAILED, Failure.INVALID_INPUT, [])


async def test_a_missing_input_fails_as_invalid():
    progress, _ = await outcome(launch_of(SEARCH))
    assert progress.failure is Failure.INVALID_INPUT


async def test_an_expired_cookie_fails_before_the_first_row():
    expired = {"linkedinliatsessioncookie": "AQED-expired", "useragent": "Mozilla/5.0"}
    progress, rows = await outcome(search_for("cfo"), credentials=expired)
    assert (progress.state, progress.failure, rows) == (LaunchState.FAILED, Failure.EXPIRED_COOKIE, [])


async def test_a_planned_fault_keeps_the_rows_before_it():
    progress, rows = await outcome(search_for("cfo", limit=50), f"{SEARCH}=expired_cookie@20")
    assert progress == Progress(
        state=LaunchState.FAILED, done=20, total=50, found=20, failure=Failure.EXPIRED_COOKIE
    )
    assert len(rows) == 20


async def test_the_next_attempt_goes_on_where_the_fault_was():
    fault = f"{SEARCH}=rate_limit@20"
    _, whole = await outcome(search_for("cfo", limit=50))
    _, first = await outcome(search_for("cfo", limit=50), fault)
    progress, rest = await outcome(search_for("cfo", limit=50, skip=20, attempt=2), fault)
    assert progress.state is LaunchState.FINISHED
    assert [*first, *rest] == whole


async def test_a_retry_with_nothing_left_is_finished_not_empty():
    progress, rows = await outcome(search_for("cfo", limit=20, skip=20, attempt=2))
    assert (progress.state, rows) == (LaunchState.FINISHED, [])


async def test_a_fault_beyond_the_last_row_never_happens():
    progress, _ = await outcome(search_for("cfo", limit=10), f"{SEARCH}=rate_limit@20")
    assert progress.state is LaunchState.FINISHED


async def test_an_unknown_script_is_not_found():
    with pytest.raises(NotFoundError):
        await outcome(launch_of("Made Up.js"))


async def test_a_line_without_a_usable_value_brings_no_row():
    lines = (*people_rows(1), {"headline": "somebody"}, *people_rows(1))
    progress, rows = await outcome(launch_of("LinkedIn Profile Scraper.js", lines))
    assert [row.source for row in rows] == [0, 2]
    assert (progress.done, progress.found) == (3, 2)


async def test_nothing_is_delivered_before_it_has_started():
    bench = bench_of(Pace(seconds_per_row=0.1, startup_seconds=2))
    container = await bench.executor.launch(search_for("cfo", limit=5), {})
    bench.wait(1.9)
    assert (await bench.executor.poll(container)).state is LaunchState.RUNNING
    assert list(await bench.executor.rows(container)) == []
