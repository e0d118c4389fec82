from __future__ import annotations

import asyncio
import re

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.market.web.behaviours import Behaviour
from agent.market.web.directory import directory, hosts
from agent.market.web.server import DIRECTORY_HOST, MarketServer
from agent.market.web.weather import Weather
from tests.agent.market.web.conftest import Get

DOMAIN = next(domain for domain, one in directory().items() if one.behaviour is Behaviour.NORMAL)


async def test_the_resolver_knows_every_fictional_host(web: MarketServer):
    assert all(web.resolve(host) == ("127.0.0.1", web.port) for host in (*hosts(), DIRECTORY_HOST))
    assert web.resolve(DOMAIN.upper()) == ("127.0.0.1", web.port)


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "127.0.0.1", "169.254.169.254", "::1", "2130706433", "example", ".example"),
        *(
            "example.com",
            "google.com",
            f"{DOMAIN}.",
            f"{DOMAIN}:80",
            f" {DOMAIN}",
            f"mail.{DOMAIN}",
            f"www.www.{DOMAIN}",
        ),
        *(
            f"{DOMAIN}.evil.com",
            f"x{DOMAIN}",
            f"2f{DOMAIN}",
            f"%2F{DOMAIN}",
            f"user@{DOMAIN}",
            "",
            "metadata.google.internal",
        ),
    ],
)
def test_the_resolver_knows_nothing_else(host: str):
    assert MarketServer(port=1).resolve(host) is None


@settings(max_examples=40)
@given(st.text(max_size=40) | st.text("abcdefgh-.", max_size=20).map("{}.example".format))
def test_no_other_host_is_ever_resolved(host: str):
    known = host.lower() in hosts() or host.lower() == DIRECTORY_HOST
    assert (MarketServer(port=1).resolve(host) is not None) == known


async def test_a_host_of_no_market_is_refused(get: Get):
    assert (await get("www.google.com")).status_code == 421


async def test_the_seen_part_has_no_unseen_sites(client: httpx2.AsyncClient):
    hidden = next(one.domain for one in directory().values() if one.unseen)
    async with MarketServer(seen_only=True) as web:
        assert web.resolve(hidden) is None
        answer = await client.get(f"http://127.0.0.1:{web.port}/", headers={"Host": hidden})
        assert answer.status_code == 421


async def test_people_read_the_sites_in_a_browser(web: MarketServer, client: httpx2.AsyncClient):
    start = await client.get(f"http://127.0.0.1:{web.port}/")
    assert f'href="/site/{DOMAIN}/"' in start.text
    home = await client.get(web.address(DOMAIN))
    links = re.findall(r'href="(/[^"]*)"', home.text)
    assert links
    assert all(link.startswith(f"/site/{DOMAIN}/") for link in links)
    assert {(await client.get(f"http://127.0.0.1:{web.port}{link}")).status_code for link in links} == {200}
    assert (await client.get(f"http://127.0.0.1:{web.port}/site/google.com/")).status_code == 404
    assert (await client.get(f"http://127.0.0.1:{web.port}/site/{DOMAIN}")).headers[
        "location"
    ] == f"/site/{DOMAIN}/"


async def test_it_stops_although_somebody_reads_without_end(client: httpx2.AsyncClient):
    domain = next(domain for domain, one in directory().items() if one.behaviour is Behaviour.ENDLESS)
    server = MarketServer(pace=0)
    await server.start()
    async with client.stream("GET", f"http://127.0.0.1:{server.port}/", headers={"Host": domain}) as answer:
        assert answer.status_code == 200
        async with asyncio.timeout(5):
            await server.stop()


async def test_pages_are_only_read(get: Get, web: MarketServer, client: httpx2.AsyncClient):
    answer = await client.post(f"http://127.0.0.1:{web.port}/about", headers={"Host": DOMAIN})
    assert answer.status_code == 405
    await get(DOMAIN, "/contact")
    assert web.visits[DOMAIN, "/contact"] == 1


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//evil.example/",
        "/case-studies/",
        "/%ff",
        "/" + "a" * 2_000,
        "/?x=%zz",
    ],
)
@pytest.mark.parametrize("host", [DOMAIN, "127.0.0.1", DIRECTORY_HOST])
async def test_strange_paths_break_nothing(get: Get, host: str, path: str):
    answer = await get(host, path)
    assert answer.status_code in {200, 301, 404}
    assert "root:" not in answer.text


@settings(max_examples=40)
@given(st.text(max_size=30), st.text(max_size=30), st.integers(0, 9), st.integers(0, 9))
def test_any_weather_is_a_delay_that_ends(host: str, path: str, visit: int, number: int):
    assert 0 < Weather(seed=number).delay(host, path, visit) <= 20


def test_the_weather_has_the_median_and_the_tail_that_were_asked_for():
    weather = Weather(median=0.3, p95=3.0)
    delays = sorted(weather.delay(DOMAIN, f"/{number}") for number in range(4_000))
    assert 0.27 < delays[2_000] < 0.33
    assert 2.6 < delays[3_800] < 3.4
    assert weather.delay(DOMAIN, "/") == Weather().delay(DOMAIN, "/") != Weather(seed=2).delay(DOMAIN, "/")


async def test_weather_delays_pages(client: httpx2.AsyncClient):
    async with MarketServer(weather=Weather(median=0.05, p95=0.06)) as web:
        answer = await client.get(f"http://127.0.0.1:{web.port}/", headers={"Host": DOMAIN})
    assert answer.elapsed.total_seconds() > 0.02
