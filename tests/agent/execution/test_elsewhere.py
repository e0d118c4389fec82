"""People keep who they are on other sites, and a step there works on what the one before it found."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.execution.executor import Launch, Row
from agent.execution.results import Order, results
from agent.market.market import Market
from agent.planner.catalogue import catalogue

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
ACCOUNT = "https://www.instagram.com/brightpath.example"


def rows_of(script: str, rows: tuple[Row, ...] = (), limit: int = 8, **inputs: str) -> list[Row]:
    launch = Launch(key="k", script=f"{script}.js", inputs=inputs, rows=rows, limit=limit)
    order = Order(Market(), catalogue(), catalogue().phantom(launch.script), launch, AT)
    return [row.values for unit in results(order) for row in unit]


@pytest.mark.parametrize(
    ("finder", "given", "reader", "page"),
    [
        (
            "Instagram Follower Collector",
            {"instagramprofileurl": ACCOUNT},
            "Instagram Profile Scraper",
            "instagram",
        ),
        (
            "Instagram Photo Likers",
            {"instagramposturl": f"{ACCOUNT}/p/C1/"},
            "Instagram Profile Scraper",
            "instagram",
        ),
        (
            "Twitter Follower Collector",
            {"twitterprofileurl": "x.com/bright"},
            "Twitter Profile Scraper",
            "twitter",
        ),
        (
            "Twitter Search Export",
            {"twittersearchurl": "x.com/search?q=crm"},
            "Twitter Profile Scraper",
            "twitter",
        ),
        (
            "Facebook Group Members Export",
            {"facebookgroupurl": "fb.com/groups/1"},
            "Facebook Profile Scraper",
            "facebook",
        ),
    ],
)
def test_whoever_is_found_is_the_one_who_is_read(finder: str, given: dict[str, str], reader: str, page: str):
    found = rows_of(finder, **given)
    pages = tuple({f"{page}profileurl": row[f"{page}profileurl"]} for row in found)
    read = rows_of(reader, pages)
    assert len(found) == 8
    assert [row["fullname"] for row in read] == [row["fullname"] for row in found if "fullname" in row]


def test_whom_an_account_follows_are_not_those_who_follow_it():
    followers = rows_of("Instagram Follower Collector", instagramprofileurl=ACCOUNT)
    followed = rows_of("Instagram Following Collector", instagramprofileurl=ACCOUNT)
    assert followers != followed


def test_a_hashtag_is_the_same_with_and_without_its_sign():
    plain, signed = (rows_of("Instagram Hashtag Search Export", hashtag=tag) for tag in ("Vegan", "#vegan"))
    assert [row["instagramposturl"] for row in plain] == [row["instagramposturl"] for row in signed]


def test_the_posts_of_a_search_are_each_authors_own():
    tweets = rows_of("Twitter Search Export", twittersearchurl="https://x.com/search?q=crm")
    assert all(row["tweeturl"].startswith(row["twitterprofileurl"]) for row in tweets)
    assert len({row["tweeturl"] for row in tweets}) == len(tweets)


def test_a_checked_address_is_the_one_that_was_given():
    addresses = tuple(f"jane{number}@brightpath.example" for number in range(60))
    checked = rows_of("Email Verifier", tuple({"professionalemail": a} for a in addresses), limit=60)
    assert tuple(row["email"] for row in checked) == addresses
    assert {row["emailstatus"] for row in checked} == {"valid", "catch-all", "invalid"}


def test_a_page_of_another_site_tells_the_company():
    (channel,) = rows_of("YouTube Channel Scraper", youtubechannelurl="https://www.youtube.com/@bright-labs")
    (record,) = rows_of(
        "Crunchbase Company Scraper", crunchbaseurl="https://www.crunchbase.com/organization/bright-labs"
    )
    assert channel["companyname"] == record["companyname"] == "Bright Labs"


def test_the_ai_answers_for_each_lead_and_another_question_otherwise():
    leads = rows_of("LinkedIn Connections Export", limit=40)
    answers = [
        [row["airesponse"] for row in rows_of("Advanced AI Enricher", tuple(leads), 40, prompt=prompt)]
        for prompt in ("Is it a buyer?", "Is it a seller?")
    ]
    assert len(answers[0]) == 40
    assert answers[0] != answers[1]


def test_a_line_that_names_no_page_of_the_site_is_no_reason_to_take_another():
    lead = {"companyname": "Bright Labs", "instagramprofileurl": "https://www.instagram.com/bright_labs"}
    found = rows_of(
        "LinkedIn Company Employees Export",
        ({**lead, "linkedincompanyurl": "linkedin.com/company/bright-labs"},),
    )
    assert len(found) > 1
