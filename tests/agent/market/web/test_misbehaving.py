from __future__ import annotations

import asyncio
from contextlib import suppress
from html import unescape
from urllib.robotparser import RobotFileParser

import httpx2
import pytest

from agent.market.web.behaviours import Behaviour
from agent.market.web.directory import directory
from agent.market.web.kinds import Kind
from agent.market.web.server import MarketServer
from agent.market.web.site import site
from agent.market.web.truth import truth
from tests.agent.market.web.conftest import Get


def one_that(behaviour: Behaviour, *needs: Kind) -> str:
    return next(
        domain
        for domain, one in directory().items()
        if one.behaviour is behaviour and set(needs) <= set(site(domain).kinds)
    )


async def test_an_error_is_a_500(get: Get):
    assert (await get(one_that(Behaviour.ERROR))).status_code == 500


async def test_a_part_may_be_broken_while_the_rest_works(get: Get):
    domain = one_that(Behaviour.PART_ERROR, Kind.TEAM, Kind.CAREERS)
    found = {path: (await get(domain, path)).status_code for path in ("/", "/about", "/team", "/careers")}
    assert found == {"/": 200, "/about": 200, "/team": 500, "/careers": 500}


@pytest.mark.parametrize("behaviour", [Behaviour.TRUNCATED, Behaviour.RESET])
async def test_a_connection_ends_too_early(get: Get, behaviour: Behaviour):
    with pytest.raises(httpx2.RemoteProtocolError):
        await get(one_that(behaviour))


async def test_an_endless_body_goes_on_until_the_reader_leaves(web: MarketServer, client: httpx2.AsyncClient):
    domain, read = one_that(Behaviour.ENDLESS), 0
    async with client.stream("GET", f"http://127.0.0.1:{web.port}/", headers={"Host": domain}) as answer:
        async for chunk in answer.aiter_bytes():
            read += len(chunk)
            if read > 10_000:
                break
    assert read > 10_000
    assert "content-length" not in answer.headers


@pytest.mark.parametrize(
    "behaviour", [Behaviour.ENDLESS, Behaviour.HUGE, Behaviour.TRUNCATED, Behaviour.RESET]
)
async def test_a_reader_that_leaves_is_no_error(
    client: httpx2.AsyncClient, behaviour: Behaviour, caplog: pytest.LogCaptureFixture
):
    domain = one_that(behaviour)
    async with MarketServer(pace=0) as web:
        with suppress(httpx2.RemoteProtocolError):
            async with client.stream(
                "GET", f"http://127.0.0.1:{web.port}/", headers={"Host": domain}
            ) as answer:
                await anext(answer.aiter_raw(64))
        await asyncio.sleep(0.1)
    assert not caplog.records


async def test_a_huge_body_says_how_long_it_is(web: MarketServer, client: httpx2.AsyncClient):
    domain = one_that(Behaviour.HUGE)
    async with client.stream("GET", f"http://127.0.0.1:{web.port}/", headers={"Host": domain}) as answer:
        assert int(answer.headers["content-length"]) > 12_000_000


@pytest.mark.parametrize(("behaviour", "least"), [(Behaviour.SLOW, 0.02), (Behaviour.STALLED, 0.15)])
async def test_slow_sites_wait(get: Get, behaviour: Behaviour, least: float):
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert (await get(one_that(behaviour))).status_code == 200
    assert loop.time() - began >= least


async def test_a_cookie_wall_opens_with_a_click(get: Get, web: MarketServer, client: httpx2.AsyncClient):
    domain = one_that(Behaviour.COOKIE_WALL)
    known = truth(domain)
    wall = await get(domain, "/contact")
    assert 'action="/consent?back=/contact"' in wall.text
    assert known.headquarters.city not in wall.text
    clicked = await client.post(
        f"http://127.0.0.1:{web.port}/consent?back=/contact", headers={"Host": domain}
    )
    assert (clicked.status_code, clicked.headers["location"]) == (303, "/contact")
    cookie = clicked.headers["set-cookie"].partition(";")[0]
    opened = await get(domain, "/contact", cookie=cookie)
    assert site(domain).wording.called(known.headquarters.city) in unescape(opened.text)


async def test_consent_leads_to_no_other_site(web: MarketServer, client: httpx2.AsyncClient):
    domain = one_that(Behaviour.COOKIE_WALL)
    answer = await client.post(
        f"http://127.0.0.1:{web.port}/consent?back=//evil.example/", headers={"Host": domain}
    )
    assert answer.status_code == 200


async def test_an_overlay_leaves_the_content_in_the_page(get: Get):
    domain = one_that(Behaviour.COOKIE_OVERLAY)
    html = unescape((await get(domain)).text)
    assert 'role="dialog"' in html
    clicked = await get(domain, "/", cookie="market_consent=yes")
    assert 'role="dialog"' not in clicked.text
    assert site(domain).wording.form("industries", truth(domain).industry).lower() in html.lower()


@pytest.mark.parametrize(
    ("behaviour", "to"),
    [
        (Behaviour.REDIRECT_WWW, "http://www.{domain}/about"),
        (Behaviour.REDIRECT_HOST, "http://{slug}-group.example/about"),
        (Behaviour.REDIRECT_LOOP, "http://www.{domain}/about"),
        (Behaviour.REDIRECT_LOOPBACK, "http://127.0.0.1/about"),
        (Behaviour.REDIRECT_METADATA, "http://169.254.169.254/latest/meta-data/"),
    ],
)
async def test_redirects_lead_where_they_say(get: Get, behaviour: Behaviour, to: str):
    domain = one_that(behaviour)
    answer = await get(domain, "/about")
    assert answer.status_code in {301, 302}
    assert answer.headers["location"] == to.format(domain=domain, slug=domain.partition(".")[0])


@pytest.mark.parametrize("behaviour", [Behaviour.REDIRECT_WWW, Behaviour.REDIRECT_HOST])
async def test_the_other_host_has_the_site(get: Get, behaviour: Behaviour):
    domain = one_that(behaviour)
    other = directory()[domain].other_host or ""
    assert truth(other) == truth(domain)
    assert truth(domain).name in unescape((await get(other)).text)


async def test_a_loop_has_no_end(get: Get):
    domain = one_that(Behaviour.REDIRECT_LOOP)
    there = (await get(domain)).headers["location"]
    assert there == f"http://www.{domain}/"
    assert (await get(f"www.{domain}")).headers["location"] == f"http://{domain}/"


async def test_percent_encoded_links_still_lead_somewhere(get: Get):
    domain = one_that(Behaviour.PERCENT_LINKS)
    html = (await get(domain)).text
    assert f'href="http://%2F{domain}/"' in html
    href = next(part.partition('"')[0] for part in html.split('href="/%')[1:])
    assert (await get(domain, f"/%{href}")).status_code == 200


@pytest.mark.parametrize(
    ("behaviour", "declared", "real"),
    [(Behaviour.LATIN_AS_UTF8, "utf-8", "windows-1252"), (Behaviour.UTF8_AS_LATIN, "windows-1252", "utf-8")],
)
async def test_a_wrong_charset_is_declared_by_header_and_markup(
    get: Get, behaviour: Behaviour, declared: str, real: str
):
    answer = await get(one_that(behaviour))
    assert answer.headers["content-type"] == f"text/html; charset={declared}"
    assert f'<meta charset="{declared}">'.encode() in answer.content
    assert "©" in answer.content.decode(real)
    assert "© 2026" not in answer.content.decode(declared, "replace").replace("Â©", "")


async def test_robots_forbids_everything_or_parts(get: Get):
    def rules(text: str) -> RobotFileParser:
        parser = RobotFileParser()
        parser.parse(text.splitlines())
        return parser

    everything = rules((await get(one_that(Behaviour.ROBOTS_ALL), "/robots.txt")).text)
    assert not everything.can_fetch("Leadsmith", "/about")
    domain = one_that(Behaviour.ROBOTS_PARTS, Kind.TEAM)
    parts = rules((await get(domain, "/robots.txt")).text)
    assert parts.can_fetch("Leadsmith", "/about")
    for path in ("/team", f"/{site(domain).paths[Kind.TEAM]}", "/careers"):
        assert not parts.can_fetch("Leadsmith", path) or Kind.CAREERS not in site(domain).kinds


async def test_a_login_wall_lets_nobody_in(get: Get, web: MarketServer, client: httpx2.AsyncClient):
    domain = one_that(Behaviour.LOGIN_WALL)
    assert (await get(domain)).status_code == 200
    about = await get(domain, "/about")
    assert (about.status_code, about.headers["location"]) == (302, "/login")
    assert 'type="password"' in (await get(domain, "/login")).text
    tried = await client.post(f"http://127.0.0.1:{web.port}/login", headers={"Host": domain})
    assert tried.status_code == 403
