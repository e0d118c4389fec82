"""Nobody can be told from what is left of a text, and what is wanted still can."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agent.evals.goals import Part, labelled
from agent.evals.impersonal import impersonal
from agent.planner.catalogue import catalogue
from agent.planner.reading import read
from agent.planner.reading.data import table
from tests.agent.evals import personal

pytestmark = pytest.mark.long

SAID = (
    "people who liked {}'s post",
    "connect with {} in Berlin",
    "{} posted yesterday: get everybody who commented",
    "find 50 CFOs in Texas like {} and get their e-mails",
    "Do not message {}, please",
    "employees of {}",
    "(see {})",
    "Finde die Kontakte von {} in Hamburg",
    "trouve les contacts de {} à Lyon",
)
said = st.sampled_from(SAID)
checked = settings(max_examples=60, deadline=None)


def without(text: str, *told: str) -> None:
    """Nothing of that is left, in whatever case."""
    left = impersonal(text).lower()
    assert [part for part in told if part.lower() in left] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("write to jane.doe@globex.example", "write to someone@acme.example"),
        ("write to jane at globex dot com", "write to someone@acme.example"),
        ("call +1 (555) 010-9999 first", "call 555-0100 first"),
        ("people who liked jane doe's post", "people who liked Acme's post"),
        ("people who liked Mark Hill's post", "people who liked Acme's post"),
        ("similar to priyanka chaturvedi in berlin", "similar to Acme in berlin"),
        ("connect with Maria de los Santos y García", "connect with Acme"),
        ("connect with Dr. Price and Mr. Page", "connect with Acme and Acme"),
        ("Priya Baker, CEO of Baker Consulting", "Acme, CEO of Acme Consulting"),
        ("jane from globex told me", "Acme from Acme told me"),
        ("连接张伟和李娜", "Acme"),
        ("CFOs in Charlotte, message Charlotte", "CFOs in Charlotte, message Acme"),
        ("in Charlotte Smith's network", "in Acme's network"),
        ("find CFOs at Blue Ocean", "find CFOs at Acme"),
        ("FIND CFOS IN TEXAS AND CONTACT JANE DOE", "FIND CFOS IN TEXAS AND CONTACT Acme"),
        ('message them "Hi Jane, it is Joe"', "message them “Hello!”"),
        ("message them 'Hi Jane, it's Joe' please", "message them “Hello!” please"),
        ('message them "Hi Jane', "message them “Hello!”"),
        ("message them: hi, it's about your talk in Paris", "message them: “Hello!”"),
        ('find "head of growth" in Berlin', 'find "head of growth" in Berlin'),
        ("“find CFOs like Jane”", "“find CFOs like Acme”"),
        ("follow @janedoe on twitter", "follow @acme on twitter"),
        ("<@U0123ABC|jane> says so in <#C012|deal-with-globex>", "Acme says so in Acme"),
        ("ask U0123ABCD and DE89 3704 0044 0532 0130 00", "ask Acme and Acme 555-0100"),
        ("𝓙𝓪𝓷𝓮 ＠ ｇｌｏｂｅｘ．ｃｏｍ", "someone@acme.example"),
        (
            "members of https://www.linkedin.com/groups/42/?who=jane",
            "members of https://www.linkedin.com/groups/1234567/",
        ),
        ("find Marketing Managers in New York City", "find Marketing Managers in New York City"),
        ("Find Marketing Managers In Berlin With Emails", "Find Marketing Managers In Berlin With Emails"),
        ("companies with 1000-5000 employees", "companies with 1000-5000 employees"),
        ("export from Sales Navigator, don't message", "export from Sales Navigator, don't message"),
        ("Adds them with LinkedIn Search Export.js", "Adds them with LinkedIn Search Export.js"),
    ],
)
def test_what_tells_of_somebody_is_replaced_by_something_invented(text: str, kept: str):
    assert impersonal(text) == kept


@checked
@given(said, personal.names)
def test_a_name_goes(text: str, name: str):
    assume(name.lower() not in text.format("").lower())
    without(text.format(name), name)


@checked
@given(said, st.lists(personal.known, min_size=2, max_size=3))
def test_each_part_of_a_name_goes(text: str, parts: list[str]):
    assume(not any(part.lower() in text.format("").lower() for part in parts))
    without(text.format(" ".join(parts)), *parts)


@checked
@given(said, personal.emails)
def test_an_address_goes_however_it_is_written(text: str, email: tuple[str, tuple[str, str]]):
    without(text.format(email[0]), *email[1])


@checked
@given(said, personal.phones)
def test_a_telephone_number_goes(text: str, phone: str):
    kept = impersonal(text.format(phone)).replace("555-0100", "").replace("50 CFOs", "")
    assert not any(char.isdigit() for char in kept)


@checked
@given(said, personal.links)
def test_a_link_goes(text: str, link: tuple[str, str]):
    without(text.format(link[0]), link[1])


@checked
@given(said, personal.handles | personal.slack_ids | personal.secrets)
def test_handles_ids_and_credentials_go(text: str, told: str):
    without(text.format(told), told.removeprefix("@"))


@checked
@given(said, personal.mentions)
def test_a_mention_goes_with_its_label(text: str, mention: tuple[str, tuple[str, str]]):
    assume(mention[1][1].lower() not in text.format("").lower())
    without(text.format(mention[0]), *mention[1])


@checked
@given(st.sampled_from(("message the CTOs {}", "send them {}", "{} is what to write")), personal.messages)
def test_a_message_goes(text: str, message: tuple[str, str]):
    without(text.format(message[0]), message[1])


@checked
@given(st.text(max_size=200) | st.lists(personal.names | personal.handles).map(" ".join))
def test_what_is_impersonal_stays_as_it_is(text: str):
    once = impersonal(text)
    assert impersonal(once) == once


NAMED = ("titles", "place", "industry", "platform", "local", "count")


@pytest.mark.long
@pytest.mark.timeout(240)
@pytest.mark.parametrize("part", ["tuned", "reported"])
def test_roles_places_industries_and_platforms_of_goals_survive(part: Part):
    some = labelled(part)
    goals = [label for label in random.Random(8155).sample(some, min(len(some), 400)) if label.is_lead]

    lost = [label.goal for label in goals if _named(impersonal(label.goal)) != _named(label.goal)]

    # Words with slips look like names, and so does what no list knows; most goals are strangers'.
    assert len(lost) <= (0.08 if part == "tuned" else 0.2) * len(goals), lost


def _named(text: str) -> list[object]:
    goal = read(text)
    return [getattr(goal, name) for name in NAMED]


@pytest.mark.parametrize("table_of", ["heads", "locals", "industries"])
def test_every_role_and_industry_that_is_read_survives(table_of: str):
    for word in table("people")[table_of]:
        assert impersonal(f"find {word}s in Berlin") == f"find {word}s in Berlin"


@pytest.mark.parametrize("table_of", ["regions", "countries", "states", "cities"])
def test_every_place_that_is_read_survives(table_of: str):
    for place in table("places")[table_of]:
        assert impersonal(f"find CFOs in {place} with e-mails") == f"find CFOs in {place} with e-mails"


def test_everything_that_phantoms_say_of_themselves_survives():
    for phantom in catalogue():
        for text in (phantom.name, phantom.does, *phantom.words):
            assert impersonal(text).lower() == text.lower()
