"""The Scout asks variant after variant, source after source, until there is enough and it is good enough."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.discovery.candidates import SUFFICIENT, average, candidates, name_of, quality
from agent.discovery.queries import FEWEST, MOST, queries
from agent.discovery.scouting import Answer, Haul, Wish, scout
from agent.discovery.source import Result
from agent.discovery.standing import UNKNOWN, Standing, ordered
from agent.icp.intake import Seed
from agent.icp.profile import Field, Line, Profile

SEEDS = (Seed(name="Acme", domain="acme.example"), Seed(name="Globex", domain="globex.example"))
PROFILE = Profile(
    lines=tuple(
        Line(field=field, value=value, shared=3)
        for field, value in [
            (Field.INDUSTRY, "Logistics software"),
            (Field.SIZE, "51–200"),
            (Field.PLACE, "Berlin, Germany"),
            (Field.BUYER, "COO"),
            (Field.TECHNOLOGY, "SAP"),
        ]
    ),
    seeds=4,
)


def result(domain: str, *, city: bool = True, phone: bool = False) -> Result:
    said = f"We move things.{' Berlin, Germany.' if city else ''}{' +49 30 1234567' if phone else ''}"
    return Result(f"{domain.split('.', maxsplit=1)[0].title()} – Home", f"https://www.{domain}/", said)


class Web:
    """Sources that give pages of numbered companies; it keeps what they were asked."""

    def __init__(self, page_of: Callable[[str, str, int], Answer]) -> None:
        self._page_of = page_of
        self.asked: list[tuple[str, str, int]] = []

    async def ask(self, source: str, query: str, page: int) -> Answer:
        self.asked.append((source, query, page))
        return self._page_of(source, query, page)


def plenty(source: str, query: str, page: int, *, city: bool = True) -> Answer:
    return Answer(tuple(result(f"{source}{query}{page}n{n}.example", city=city) for n in range(10)))


async def found(web: Web, **changes: object) -> Haul:
    wish = {"queries": ("q", "r", "s"), "sources": ("one", "two"), "target": 20} | changes
    return await scout(Wish(**wish), web.ask)  # type: ignore[arg-type]


async def test_it_stops_once_there_is_enough_and_good_enough():
    web = Web(plenty)
    haul = await found(web)
    assert web.asked == [("one", "q", 1), ("one", "q", 2)]
    assert len(haul.found) == 20
    assert not haul.retried


async def test_an_uploaded_list_is_asked_first_and_the_web_besides():
    web = Web(lambda *at: plenty(*at) if at[0] != "list" or at[2] == 1 else Answer())
    sources = ordered(("one", "list"), {"one": Standing(9, 0, 0.9), "list": Standing(9, 0, 0.0)})
    await found(web, sources=sources)
    assert web.asked == [("list", "q", 1), ("list", "q", 2), ("one", "q", 1)]


async def test_one_company_is_one_however_many_sites_it_has():
    """Careers of a customer, a blog, a shop in another country: none of them is a company of its own."""
    sites = ("careers.customer.com", "lost.co.uk", "blog.acme.com", "eu.big.com", "big.com", "x.blog.co.uk")
    web = Web(lambda *at: Answer(tuple(result(site) for site in sites) if at[2] == 1 else ()))
    haul = await found(web, known=frozenset({"customer.com", "shop.lost.co.uk"}), queries=("q",))
    assert list(haul.found) == ["acme.com", "big.com", "x.blog.co.uk"]
    assert [each.usable for each in haul.tried if each.page == 1] == [3]
    assert haul.found["acme.com"].url == "https://acme.com/"


async def test_results_below_six_lead_to_the_next_variant():
    web = Web(lambda source, query, page: plenty(source, query, page, city=query != "q"))
    await found(web)
    assert [query for _, query, _ in web.asked][-1] == "r"


async def test_below_80_percent_of_the_target_everything_is_searched_deeper_once():
    few = {("one", "q", 1): 9, ("one", "q", 4): 3}
    web = Web(lambda *at: Answer(tuple(result(f"{at[0]}{at[2]}n{n}.example") for n in range(few.get(at, 0)))))
    haul = await found(web, queries=("q",), sources=("one",))
    assert haul.retried
    assert [page for _, _, page in web.asked] == [1, 2, 4, 5]
    assert len(haul.found) == 12


async def test_at_80_percent_it_is_content():
    web = Web(lambda _s, _q, page: plenty("x", "y", page) if page <= 2 else Answer())
    assert not (await found(web, queries=("q",), sources=("one",), target=25)).retried


async def test_a_source_that_refuses_is_skipped_and_the_next_is_asked():
    def answer(source: str, query: str, page: int) -> Answer:
        return Answer(trouble="No key.", skip=True) if source == "one" else plenty(source, query, page)

    web = Web(answer)
    haul = await found(web, target=60)
    assert [source for source, _, _ in web.asked].count("one") == 1
    assert haul.skipped == {"one": "No key."}
    assert len(haul.found) >= 48


async def test_it_asks_no_more_often_than_it_may():
    web = Web(lambda *_: Answer((result("same.example"),)))
    await found(web, searches=7, target=50)
    assert len(web.asked) == 7


async def test_what_is_known_is_no_news():
    web = Web(lambda *_: Answer((result("acme.example"), result("new-one.example"))))
    haul = await found(web, known=frozenset({"acme.example"}))
    assert list(haul.found) == ["new-one.example"]


RUBBISH = [
    Result("Scalable Vector Graphics", "http://www.w3.org/2000/svg", "Berlin, Germany"),
    Result("Acme | LinkedIn", "https://www.linkedin.com/company/acme", ""),
    Result("Acme", "https://www.crunchbase.com/organization/acme", ""),
    Result("Acme", "http://acme.example%2Fabout", "short"),
    Result("Acme – Home", "http://www.acme.example/?ref=1", "Berlin, Germany. +49 30 1234567"),
    Result("Support", "mailto:%20support@globex.example", ""),
    Result("Near you", "http://2fhooli.example/", ""),
]


def test_defect_002_w3_org_listed_as_a_lookalike():
    kept = candidates(RUBBISH, ("one", "q"))
    assert [each.domain for each in kept] == ["acme.example", "globex.example", "hooli.example"]
    assert (kept[0].quality, kept[0].name) == (10.0, "Acme")


@pytest.mark.parametrize(
    ("given_result", "points"),
    [
        (result("acme.example", city=False), 5.0),
        (result("acme.example"), 8.0),
        (result("acme.example", city=False, phone=True), 7.0),
        (result("acme.example", phone=True), 10.0),
        (Result("x", "https://www.w3.org", "Berlin, Germany +49 30 1234567"), 5.0),
        (Result("x", "https://acme.example", "founded 2014, 120 people, 3 offices"), 5.0),
    ],
)
def test_website_5_city_3_phone_2(given_result: Result, points: float):
    assert quality(given_result) == points


def test_a_city_of_the_profile_counts_however_it_is_written():
    assert (
        quality(Result("x", "https://acme.example", "offices in berlin Berlin"), ["Berlin, Germany"]) == 8.0
    )


def test_an_average_of_six_is_sufficient():
    results = [result("a-one.example", city=False), result("b-two.example", city=False, phone=True)]
    assert average(results, []) == SUFFICIENT
    assert average([], []) == 0.0


def test_names_come_from_titles_and_else_from_domains():
    assert name_of("Welcome | Blue Fox GmbH", "bluefox.example") == "Blue Fox GmbH"
    assert name_of("Home", "blue-fox.example") == "Blue Fox"


def test_variants_put_another_side_of_the_profile_in_front():
    variants = queries(PROFILE, SEEDS)
    assert FEWEST <= len(variants) <= MOST
    assert variants[0] == "Logistics software companies for COO"
    assert any("Berlin" in each for each in variants)


def test_where_the_profile_says_nothing_the_customers_names_help():
    assert queries(Profile(), (*SEEDS, Seed(name="Hooli", domain="hooli.example"))) == (
        "companies like Acme",
        "companies like Globex",
        "companies like Hooli",
    )


LINES = st.lists(
    st.builds(
        Line, field=st.sampled_from(list(Field)), value=st.sampled_from(["A", "B", "C D"]), shared=st.just(2)
    ),
    max_size=12,
    unique_by=lambda line: line.key,
)


@given(LINES, st.lists(st.from_regex(r"\A[A-Z][a-z]{3}\Z"), min_size=5, max_size=8, unique=True))
@settings(max_examples=30)
def test_there_are_three_to_five_variants_of_every_profile(lines: list[Line], names: list[str]):
    seeds = [Seed(name=name, domain=f"{name.lower()}.example") for name in names]
    found_variants = queries(Profile(lines=tuple(lines), seeds=3), seeds)
    assert FEWEST <= len(found_variants) <= MOST
    assert len(set(found_variants)) == len(found_variants)


def test_worse_sources_go_last_and_may_come_back():
    standings = {"one": Standing().after(0, failed=True), "three": Standing().after(10, failed=False)}
    assert ordered(("one", "two", "three"), standings) == ("three", "two", "one")
    better = standings["one"]
    for _ in range(5):
        better = better.after(10, failed=False)
    assert ordered(("one", "two"), {"one": better}) == ("one", "two")
    assert (better.searches, better.failures) == (6, 1)


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=30))
def test_a_score_stays_within_0_and_1(searches: list[tuple[int, bool]]):
    standing = Standing()
    for usable, failed in searches:
        standing = standing.after(usable, failed=failed)
    assert 0 <= standing.score <= 1
    assert standing.searches == len(searches)
    assert Standing().score == UNKNOWN


@given(st.integers(0, 12), st.integers(1, 60), st.integers(1, 30))
@settings(max_examples=30)
def test_it_always_ends_within_its_searches(size: int, target: int, searches: int):
    def page_of(source: str, query: str, page: int) -> Answer:
        return Answer(tuple(result(f"{source}{query}{page}n{n}.example") for n in range(size)))

    web = Web(page_of)
    haul = asyncio.run(found(web, target=target, searches=searches))
    assert len(web.asked) == len(haul.tried) <= searches
