"""Search URLs are built when the goal says enough."""

from __future__ import annotations

import re

import pytest

from agent.planner.catalogue import catalogue
from agent.planner.reading import read
from agent.planner.urls import (
    BUILDERS,
    google_maps_search,
    instagram_account,
    jobs_search,
    linkedin_search,
    sales_navigator_search,
    x_account,
)


def test_a_linkedin_search_has_title_industry_and_place():
    url = linkedin_search(read("find 50 saas marketing managers in berlin"))

    assert url is not None
    assert url.endswith("keywords=marketing%20manager%20SaaS%20Berlin")


def test_a_sales_navigator_search_is_quoted_twice():
    url = sales_navigator_search(read("find CFOs in Texas on sales navigator"))

    assert url is not None
    assert url.endswith("query=(keywords%3ACFO%2520Texas)")


def test_a_map_search_needs_a_place():
    assert google_maps_search(read("restaurants in Lyon")) == (
        "https://www.google.com/maps/search/restaurants+in+Lyon"
    )
    assert google_maps_search(read("get restaurants from google maps")) is None


@pytest.mark.parametrize("text", ["get leads", "people in Berlin", "members of a linkedin group of CFOs"])
def test_a_goal_that_says_too_little_gets_no_linkedin_search(text: str):
    assert linkedin_search(read(text)) is None


@pytest.mark.parametrize("text", ["CFOs in Texas", "C&A buyers / planners (50%) in São Paulo, Brazil"])
def test_built_urls_have_the_shape_of_their_input(text: str):
    for name, build in BUILDERS.items():
        url = build(read(text))
        shape = catalogue().fields[name].shape
        assert url is None or re.fullmatch(shape or "", url)


def test_a_handle_is_an_account_of_the_platform_named():
    assert instagram_account(read("followers of @glossier on insta")) == "https://www.instagram.com/glossier/"
    assert x_account(read("follow the followers of @ahrefs on X")) == "https://x.com/ahrefs"
    assert x_account(read("followers of @glossier on insta")) is None
    assert instagram_account(read("is jane@acme.example a valid address?")) is None


def test_a_search_for_job_ads_has_title_and_place():
    url = jobs_search(read("which firms are hiring accountants in Boston?"))

    assert url == "https://www.linkedin.com/jobs/search/?keywords=accountant&location=Boston"
    assert jobs_search(read("find accountants in Boston")) is None


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("posts with #saas on instagram", "hashtag", "#saas"),
        ("is john@acme.example a valid address?", "professionalemail", "john@acme.example"),
    ],
)
def test_what_a_goal_names_is_filled_in(text: str, name: str, value: str):
    assert BUILDERS[name](read(text)) == value
