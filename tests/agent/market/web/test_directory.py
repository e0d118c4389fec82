from __future__ import annotations

from collections import Counter

import pytest

from agent.market.web.behaviours import Behaviour, reachable
from agent.market.web.directory import (
    SEEN_TEMPLATES,
    UNSEEN_TEMPLATES,
    directory,
    hosts,
    lookalikes,
    seeds,
)
from agent.market.web.injections import injections
from agent.market.web.profiles import Group, groups

LANGUAGES = {"en", "de", "es", "fr"}


def test_there_are_companies_enough_and_all_of_them_fictional():
    assert len(directory()) >= 1_000
    assert all(domain.endswith(".example") for domain in hosts())
    assert {one.language for one in directory().values()} == LANGUAGES
    assert len({one.company.industry.name for one in directory().values()}) == 17
    assert len({one.band for one in directory().values()}) == 7
    assert len({one.company.city.country for one in directory().values()}) > 30


@pytest.mark.parametrize("seen_only", [True, False])
@pytest.mark.parametrize("group", groups(), ids=lambda group: f"{group.industry}, {group.buyer}")
def test_eight_seeds_of_a_group_have_sixty_lookalikes_that_can_be_read(group: Group, seen_only: bool):
    alike = lookalikes(group, seen_only)
    assert all(
        (one.company.industry.name, one.band, one.buyer) == (group.industry, group.band, group.buyer)
        for one in alike
    )
    assert sum(bool(reachable(one.behaviour)) for one in alike) - 8 >= 60


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.industry)
def test_seeds_are_eight_companies_of_the_group_that_can_be_read(group: Group):
    some = seeds(group)
    assert len(set(some)) == 8
    assert {(one.group, one.behaviour, one.unseen) for one in some} == {(group, Behaviour.NORMAL, False)}


def test_there_are_seven_groups_and_none_is_another():
    assert len(set(groups())) == 7


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.industry)
def test_a_group_has_companies_beside_it_that_only_look_like_it(group: Group):
    near = Counter(
        (one.band == group.band, one.buyer == group.buyer)
        for one in directory().values()
        if one.company.industry.name == group.industry
    )
    assert near[True, False] >= 10
    assert near[False, True] >= 10


def test_a_third_of_the_templates_and_one_language_are_kept_unseen():
    assert len(SEEN_TEMPLATES) == 2 * len(UNSEEN_TEMPLATES) == 8
    seen = directory(seen_only=True).values()
    assert {one.template for one in seen} == set(SEEN_TEMPLATES)
    assert {one.language for one in seen} == LANGUAGES - {"fr"}
    hidden = set(directory()) - set(directory(seen_only=True))
    assert all(directory()[domain].unseen for domain in hidden)
    assert 0.3 < len(hidden) / len(directory()) < 0.5


@pytest.mark.parametrize("seen_only", [True, False])
def test_every_kind_of_trouble_is_there_several_times(seen_only: bool):
    sites = directory(seen_only).values()
    behaviours = Counter(one.behaviour for one in sites)
    assert min(behaviours[kind] for kind in Behaviour) >= 3
    assert 0.75 < behaviours[Behaviour.NORMAL] / len(sites) < 0.9
    hidden = Counter(one.injection for one in sites)
    assert len(injections()) >= 12
    assert min(hidden[kind] for kind in injections()) >= 2


def test_no_host_belongs_to_two_companies():
    assert len(hosts()) == 2 * len(directory()) + sum(
        one.behaviour is Behaviour.REDIRECT_HOST for one in directory().values()
    )
