from __future__ import annotations

from html import unescape

import pytest

from agent.market.web.behaviours import Behaviour
from agent.market.web.directory import SEEN_TEMPLATES, UNSEEN_TEMPLATES, Listed, directory
from agent.market.web.kinds import FACTS, Kind
from agent.market.web.site import site
from agent.market.web.truth import truth
from tests.agent.market.web.conftest import Get
from tests.agent.market.web.written import WRITTEN, written

LANGUAGES = ("en", "de", "es", "fr")
TEMPLATES = (*SEEN_TEMPLATES, *UNSEEN_TEMPLATES)


def of(template: str, language: str) -> Listed:
    """The well-behaved site of that design and language that states the most."""
    some = [
        one
        for one in directory().values()
        if (one.template, one.language, one.behaviour) == (template, language, Behaviour.NORMAL)
    ]
    return max(some[:12], key=lambda one: len(truth(one.domain).shown))


async def _pages(get: Get, domain: str) -> str:
    pages = []
    for path in site(domain).addresses():
        answer = await get(domain, path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].startswith("text/html")
        pages.append(answer.text)
    return unescape("\n".join(pages))


@pytest.mark.parametrize("number", range(len(TEMPLATES)), ids=TEMPLATES)
async def test_a_site_says_what_its_truth_calls_shown(get: Get, number: int):
    one = of(TEMPLATES[number], LANGUAGES[number % 4])
    known = truth(one.domain)
    html = (await _pages(get, one.domain)).lower()
    missing = {
        (field, said) for field in known.shown for said in written(known, field) if said.lower() not in html
    }
    assert not missing
    secret = {"phone", "inbox", "linkedin_url", "annual_spend", "emails"} - known.shown
    assert not [field for field in secret for said in written(known, field) if said and said.lower() in html]


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
async def test_every_template_says_it_in_every_language(get: Get, template: str, language: str):
    known = truth(of(template, language).domain)
    html = (await _pages(get, known.domain)).lower()
    assert not {
        (field, said) for field in known.shown for said in written(known, field) if said.lower() not in html
    }


def test_every_field_stands_on_some_kind_of_page_and_can_be_looked_for():
    assert frozenset().union(*FACTS.values()) == set(WRITTEN)
    assert frozenset().union(*(truth(domain).shown for domain in list(directory())[:200])) == set(WRITTEN)


async def test_english_paths_lead_to_pages_of_every_language(get: Get):
    german = of("ledger", "de").domain
    own = site(german).paths[Kind.ABOUT]
    english, localised = await get(german, "/about"), await get(german, f"/{own}/")
    assert english.status_code == localised.status_code == 200
    assert english.text == localised.text


async def test_what_is_not_there_is_a_404(get: Get):
    domain = of("prose", "en").domain
    assert (await get(domain, "/wp-login.php")).status_code == 404
    assert (await get(domain, "/case-studies/nobody")).status_code == 404


async def test_sitemap_and_robots_name_the_pages(get: Get):
    listed = [one.domain for one in directory().values() if one.behaviour is Behaviour.NORMAL][:12]
    maps = {domain: await get(domain, "/sitemap.xml") for domain in listed}
    assert {answer.status_code for answer in maps.values()} == {200, 404}
    domain, found = next((domain, one) for domain, one in maps.items() if one.status_code == 200)
    assert all(f"<loc>http://{domain}{path}</loc>" in found.text for path in site(domain).addresses())
    answers = [await get(domain, "/robots.txt") for domain in listed]
    assert {answer.status_code for answer in answers} == {200, 404}
    assert all("Disallow: /admin/" in answer.text for answer in answers if answer.status_code == 200)


def test_pages_name_others_too_so_that_a_reader_must_tell_them_apart():
    one = site(of("ledger", "en").domain)
    html = unescape(one.render(Kind.HOME))
    assert "http://www.w3.org/2000/svg" in html
    assert "© 2026" in html
    assert "partners use cookies" in html
    assert html.count('class="partners"') == 1


def test_careless_editors_leave_percent_encoded_addresses():
    careless = [
        domain for domain in list(directory())[:60] if "mailto:%20support@" in site(domain).render(Kind.HOME)
    ]
    assert 20 < len(careless) < 50
