"""Search URLs are built when the goal says enough."""

from __future__ import annotations

import re

import pytest

from agent.planner.catalogue import catalogue
from agent.planner.reading import read
from agent.planner.urls import (
    BUILDERS,
    github_search,
    google_maps_search,
    instagram_account,
    jobs_search,
    linkedin_search,
    sales_navigator_search,
    x_account,
    x_search,
    yellow_pages_search,
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


def test_a_business_that_no_list_knows_is_searched_for_as_it_is_called():
    assert google_maps_search(read("pizza places in Naples from google maps")) == (
        "https://www.google.com/maps/search/pizza+places+in+Naples"
    )
    said = yellow_pages_search(read("all of the roofing contractors in Reno off yellow pages"))
    assert said is not None
    assert "roofing+contractors" in said


def test_a_search_on_x_is_for_what_is_written_there():
    assert x_search(read("people tweeting about hubspot alternatives")) == (
        "https://x.com/search?q=hubspot%20alternatives&f=live"
    )
    quoted = x_search(read('find people tweeting "any crm tips" on twitter and DM them our one-liner'))
    assert quoted == "https://x.com/search?q=%22any%20crm%20tips%22&f=live"
    assert x_search(read("posts with #buildinpublic on twitter")) == (
        "https://x.com/search?q=%23buildinpublic&f=live"
    )
    assert x_search(read("people tweeting")) is None
    assert x_search(read("CFOs who talk about hiring")) is None


def test_a_search_on_github_is_for_a_language_and_a_place():
    assert github_search(read("golang devs in Warsaw on github")) == (
        "https://github.com/search?type=users&q=language%3Ago+location%3AWarsaw"
    )
    assert github_search(read("developers on github")) is None
