"""Each step's rows join the lines that they came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.execution.executor import ResultRow, Row
from agent.execution.table import StepResult, Work, lines_after, table_after, work_of
from agent.planner.catalogue import catalogue
from agent.planner.plan import Need, Step, Wire

SEARCH, SCRAPER, EMAILS, COMPANIES, POSTS = (
    "LinkedIn Search Export.js",
    "LinkedIn Profile Scraper.js",
    "Professional Email Finder.js",
    "LinkedIn Company Scraper.js",
    "LinkedIn Activity Extractor.js",
)
ADA, BOB, CLEO = ({"fullname": name, "companyname": f"{name} Ltd"} for name in ("Ada", "Bob", "Cleo"))


def step(script: str, *, wired: bool = True) -> Step:
    """A step that works on names (and companies, where they are known) of step 1."""
    needs = (
        Need(alternatives=(("fullname",),), wires={"fullname": Wire(step=1, output="fullname")}),
        Need(
            alternatives=(("companyname",),),
            wires={"companyname": Wire(step=1, output="companyname")},
            optional=True,
        ),
    )
    return Step(script=script, why="It helps.", stages=(), needs=needs if wired else ())


def delivered(
    script: str, *rows: tuple[Row, int | None], skipped: bool = False, wired: bool = True
) -> StepResult:
    found = tuple(ResultRow(values=values, source=source) for values, source in rows)
    return StepResult(step(script, wired=wired), catalogue().phantom(script), found, skipped)


def search(*rows: Row) -> StepResult:
    return delivered(SEARCH, *((row, None) for row in rows), wired=False)


def test_a_step_that_finds_its_own_rows_begins_the_table() -> None:
    assert table_after([search(ADA, BOB)]) == [ADA, BOB]


def test_a_result_extends_the_line_that_it_came_from() -> None:
    emails = delivered(EMAILS, ({"professionalemail": "bob@x.example"}, 1))
    assert table_after([search(ADA, BOB), emails]) == [ADA, {**BOB, "professionalemail": "bob@x.example"}]


def test_several_results_of_one_line_make_several_lines() -> None:
    found = delivered(SCRAPER, ({"jobtitle": "CTO"}, 0), ({"jobtitle": "CEO"}, 0))
    assert [line["jobtitle"] for line in table_after([search(ADA), found])] == ["CTO", "CEO"]


def test_a_line_without_a_result_stays_while_the_step_is_about_the_same_subject() -> None:
    assert table_after([search(ADA, BOB), delivered(EMAILS)]) == [ADA, BOB]


def test_a_line_without_a_result_goes_when_the_step_is_about_something_else() -> None:
    posts = delivered(POSTS, ({"linkedinposturl": "https://x.example/1"}, 1))
    assert table_after([search(ADA, BOB), posts]) == [{**BOB, "linkedinposturl": "https://x.example/1"}]


def test_a_person_whose_company_is_looked_up_stays_a_person_with_their_own_values() -> None:
    companies = delivered(COMPANIES, ({"companyindustry": "Software", "companyname": "Bob Limited"}, 1))
    assert table_after([search(ADA, BOB), companies]) == [ADA, {**BOB, "companyindustry": "Software"}]


def test_a_step_that_was_skipped_without_results_changes_nothing() -> None:
    assert table_after([search(ADA), delivered(COMPANIES, skipped=True)]) == [ADA]


def test_a_step_that_was_skipped_half_way_keeps_what_it_delivered() -> None:
    emails = delivered(EMAILS, ({"professionalemail": "ada@x.example"}, 0), skipped=True)
    assert table_after([search(ADA, BOB), emails])[0]["professionalemail"] == "ada@x.example"


def test_an_empty_value_does_not_wipe_one_that_is_there() -> None:
    scraped = delivered(SCRAPER, ({"fullname": "", "jobtitle": "CTO"}, 0))
    assert table_after([search(ADA), scraped]) == [{**ADA, "jobtitle": "CTO"}]


def test_every_value_knows_the_script_that_delivered_it() -> None:
    emails = delivered(EMAILS, ({"professionalemail": "ada@x.example", "fullname": "Ada L."}, 0))
    (line,) = lines_after([search(ADA), emails])
    assert line.sources == {"fullname": EMAILS, "companyname": SEARCH, "professionalemail": EMAILS}


def test_a_step_works_on_the_lines_that_carry_what_it_needs() -> None:
    nameless = {"companyname": "Nobody Ltd"}
    assert work_of(step(EMAILS), [ADA, nameless, CLEO]).lines == (0, 2)


def test_what_is_optional_is_passed_on_where_it_is_known() -> None:
    alone = {"fullname": "Dan"}
    assert work_of(step(EMAILS), [ADA, alone]).rows == (ADA, alone)


def test_a_wire_renames_an_output_to_the_input_it_feeds() -> None:
    need = Need(
        alternatives=(("linkedinprofileurl",),),
        wires={"linkedinprofileurl": Wire(step=1, output="profile")},
    )
    wired = Step(script=SCRAPER, why="It helps.", stages=(), needs=(need,))
    (row,) = work_of(wired, [{"profile": "https://x.example"}]).rows
    assert row["linkedinprofileurl"] == "https://x.example"


def test_a_step_without_wires_works_on_no_lines() -> None:
    assert work_of(step(SEARCH, wired=False), [ADA]) == Work()


@given(st.lists(st.integers(0, 9), max_size=30))
def test_no_line_is_lost_and_none_is_made_up(sources: list[int]) -> None:
    people = [{"fullname": f"P{number}"} for number in range(10)]
    emails = delivered(EMAILS, *(({"email": f"{at}"}, source) for at, source in enumerate(sources)))
    table = table_after([search(*people), emails])
    assert len(table) == len(sources) + len(set(range(10)) - set(sources))
    assert {line["fullname"] for line in table} == {person["fullname"] for person in people}
