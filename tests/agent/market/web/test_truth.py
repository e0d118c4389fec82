from __future__ import annotations

import subprocess
import sys

import pytest

from agent.market.market import Market
from agent.market.text import slug
from agent.market.web.behaviours import Behaviour, reachable
from agent.market.web.directory import directory
from agent.market.web.profiles import BANDS, band
from agent.market.web.truth import truth

MARKET = Market()
SOME = list(directory())[::15]

PRINTED = """
import hashlib
from agent.market.web.directory import directory
from agent.market.web.kinds import Kind
from agent.market.web.site import site
told = [repr(list(directory()))]
for one in list(directory())[::150]:
    known = vars(site(one).truth)
    told += [repr({**known, 'shown': sorted(known['shown'])}), site(one).render(Kind.HOME)]
print(hashlib.sha256(repr(told).encode()).hexdigest())
"""


def test_the_truth_is_what_the_market_says_too():
    for domain in SOME:
        known, company = truth(domain), MARKET.company_by_domain(domain)
        assert (known.name, known.industry, known.employees) == (
            company.name,
            company.industry.name,
            company.employees,
        )
        assert (known.headquarters.city, known.headquarters.country) == (
            company.city.name,
            company.city.country,
        )
        assert (known.phone, known.inbox, known.mail_domain) == (
            company.phone,
            company.email,
            company.mail_domain,
        )
        assert known.linkedin_url == company.url


def test_people_are_the_markets_and_their_addresses_follow_the_pattern():
    for domain in SOME[:40]:
        known = truth(domain)
        for one in known.people:
            person = MARKET.person_by_profile(one.profile_url)
            assert (person.name, person.title, person.email) == (one.name, one.title, one.email)
            first, last = (slug(part).replace("-", "") for part in (person.first, person.last))
            local = known.email_pattern.format(first=first, last=last).strip("._")
            assert one.email in {None, f"{local}@{known.mail_domain}"}
            assert one.email_shown <= (one.email is not None)


def test_leaders_come_first_and_are_told_apart():
    decided = [[one.decision_maker for one in truth(domain).people] for domain in SOME]
    assert all(flags == sorted(flags, reverse=True) for flags in decided)
    assert any(True in flags and False in flags for flags in decided)


@pytest.mark.parametrize(
    ("employees", "name"),
    [
        (1, "1–10"),
        (10, "1–10"),
        (11, "11–50"),
        (200, "51–200"),
        (201, "201–500"),
        (5000, "1001–5000"),
        (5001, "5001+"),
    ],
)
def test_a_head_count_falls_into_one_band(employees: int, name: str):
    assert band(employees) == name
    assert len(BANDS) == 6


def test_facts_agree_with_each_other():
    for domain in SOME:
        known = truth(domain)
        assert known.places[0] == known.headquarters
        assert len(set(known.places)) == len(known.places) <= known.sites
        assert known.size_band == band(known.employees)
        assert 1975 < known.founded <= 2022
        assert known.annual_spend > 0
        assert known.has_pricing_page == bool(known.plans)
        assert known.domain.endswith(".example")


def test_nothing_is_shown_by_a_site_that_cannot_be_read():
    odd = (one.domain for one in directory().values() if one.behaviour is not Behaviour.NORMAL)
    for domain in (*SOME, *odd):
        known = truth(domain)
        assert bool(known.shown) == bool(reachable(known.behaviour)), known.behaviour


def test_what_a_site_withholds_is_not_shown():
    for one in directory().values():
        if one.behaviour in {Behaviour.ROBOTS_PARTS, Behaviour.PART_ERROR, Behaviour.LOGIN_WALL}:
            assert not truth(one.domain).shown & {"people", "emails", "open_roles", "technologies"}


def test_every_process_has_the_same_market(capsys: pytest.CaptureFixture[str]):
    exec(PRINTED, {})  # noqa: S102 - our own code
    here = capsys.readouterr().out
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", PRINTED],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7"},
    )
    assert done.stdout == here != ""


def test_the_truth_of_another_domain_is_refused():
    with pytest.raises(KeyError):
        truth("google.com")
