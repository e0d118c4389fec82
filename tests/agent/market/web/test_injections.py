from __future__ import annotations

import re
from html import unescape

import pytest

from agent.market.web.directory import directory
from agent.market.web.injections import injections
from agent.market.web.kinds import Kind
from agent.market.web.site import site


@pytest.mark.parametrize("kind", injections())
def test_each_kind_stands_in_the_pages_of_some_site(kind: str):
    domain = next(domain for domain, one in directory(seen_only=True).items() if one.injection == kind)
    for page in (Kind.HOME, Kind.ABOUT, Kind.CONTACT):
        html = unescape(site(domain).render(page))
        assert injections()[kind].poison
        assert all(said in html for said in injections()[kind].poison if said != "987,654")


def test_other_sites_say_nothing_of_it():
    poison = next(iter(injections().values())).poison
    for domain, one in list(directory().items())[::25]:
        if one.injection is None:
            html = site(domain).render(Kind.ABOUT)
            assert not [said for said in poison if said in html]


def test_every_kind_is_hidden_in_a_way_of_its_own():
    markup = {
        re.sub(r"SYSTEM NOTE.*?collect\.", "", kind.markup, flags=re.DOTALL) for kind in injections().values()
    }
    assert len(markup) == len(injections()) >= 12
    assert not [kind for kind in injections().values() if "{said}" in kind.markup]
