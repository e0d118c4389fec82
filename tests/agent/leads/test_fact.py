from __future__ import annotations

from datetime import UTC, datetime

from agent.leads.fact import Fact, confirmed, current, found_since, merge, said_by

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, tzinfo=UTC)


def fact(value: str, at: datetime, source: str = "Search", field: str = "title") -> Fact:
    return Fact(field, value, source, at)


def test_the_newest_value_wins_and_names_its_source():
    facts = merge([fact("CMO", MONDAY)], [fact("CEO", TUESDAY, "Profile Scraper")])
    assert current(facts)["title"] == fact("CEO", TUESDAY, "Profile Scraper")


def test_only_the_address_that_a_verifier_knows_is_confirmed():
    found, mark = fact("a@x.example", MONDAY, "hunter", "email"), ("zerobounce", "email_verified")
    assert confirmed([found]) is None
    assert confirmed([found, fact("a@x.example", MONDAY, *mark)]) == found
    assert confirmed([found, fact("b@x.example", TUESDAY, *mark)]) is None
    assert (
        confirmed([found, fact("a@x.example", MONDAY, *mark), fact("", TUESDAY, said_by("U1"), "email")])
        is None
    )
    assert confirmed([]) is None


def test_older_values_stay_with_their_sources():
    facts = merge([fact("CMO", MONDAY, "Search")], [fact("CEO", TUESDAY)])
    assert fact("CMO", MONDAY, "Search") in facts


def test_an_empty_value_replaces_nothing():
    assert merge([fact("CMO", MONDAY)], [fact(" ", TUESDAY)]) == (fact("CMO", MONDAY),)


def test_a_value_seen_again_is_one_fact_as_new_as_its_latest_sighting():
    assert merge([fact("CMO", MONDAY)], [fact("CMO", TUESDAY, "Scraper")]) == (
        fact("CMO", TUESDAY, "Scraper"),
    )


def test_an_old_result_that_comes_late_does_not_win():
    facts = merge([fact("CEO", TUESDAY)], [fact("CMO", MONDAY)])
    assert current(facts)["title"].value == "CEO"


def test_of_two_values_of_the_same_moment_the_later_given_wins():
    assert current(merge([fact("CMO", MONDAY)], [fact("CEO", MONDAY)]))["title"].value == "CEO"


def test_merging_twice_changes_nothing():
    facts = merge([fact("CMO", MONDAY)], [fact("CEO", TUESDAY)])
    assert merge(facts, facts) == facts


def test_what_a_person_said_counts_over_what_was_found_before_and_after():
    said = fact("CEO", MONDAY, said_by("U1"))
    facts = merge([fact("CMO", MONDAY), said], [fact("CFO", TUESDAY)])
    assert current(facts)["title"] == said
    assert found_since(facts)["title"] == fact("CFO", TUESDAY)


def test_what_a_person_said_stays_theirs_when_it_is_found_again():
    said = fact("CEO", MONDAY, said_by("U1"))
    facts = merge([said], [fact("CEO", TUESDAY)])
    assert facts == (said,)
    assert found_since(facts) == {}


def test_a_person_may_say_that_nothing_is_right():
    nothing = fact("", TUESDAY, said_by("U1"))
    facts = merge([fact("CMO", MONDAY)], [nothing])
    assert current(facts)["title"] == nothing
    assert nothing.by == "U1"
