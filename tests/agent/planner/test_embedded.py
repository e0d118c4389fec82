"""The rules plan every kind of goal, explain it, and find another plan when one is wanted."""

from __future__ import annotations

from importlib.resources import as_file, files
from itertools import combinations
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.planner.catalogue import catalogue, load
from agent.planner.embedded import EmbeddedPlanner
from agent.planner.phantom import Phantom
from agent.planner.plan import Outcome, Plan, Revision
from agent.planner.reading import read
from agent.planner.refusing import NOTHING_LEFT
from agent.planner.search import PhantomSearch
from agent.planner.validation import violations
from agent.planner.work import Origin
from agent.tables import load as from_yaml
from tests.planning import PLANNER

REACH: dict[str, str] = from_yaml((Path(__file__).parent / "reach.yaml").read_text("utf-8"))


def planned(text: str) -> Plan:
    plan = PLANNER.plan(read(text)).plan
    assert plan is not None
    return plan


def again(text: str, feedback: str, *rejected: Plan) -> Outcome:
    return PLANNER.plan(read(text), Revision(rejected=rejected or (planned(text),), feedback=feedback))


def test_of_a_goal_of_which_nothing_is_left_it_says_so_and_asks():
    wanted = "give me the folks whose answer to my LinkedIn invite is still pending, just the list"
    outcome = PLANNER.plan(read(f"{wanted}, don't cancel anything"))

    assert outcome.question is not None
    assert outcome.question.text.startswith(NOTHING_LEFT)


def test_a_plan_of_which_feedback_leaves_nothing_is_refused():
    outcome = again("message these people on LinkedIn", "don't contact anybody")

    assert (outcome.plan, outcome.question) == (None, None)
    assert outcome.refusal is not None
    assert outcome.refusal.reason == NOTHING_LEFT


def is_read(phantom: Phantom) -> bool:
    """Plain exports are kept as alternatives: what the rules plan instead brings more and asks no more."""
    return not phantom.starts_with or phantom.starts_with != {Origin.PLAIN_EXPORT}


@pytest.mark.long
def test_every_phantom_has_a_natural_goal_that_leads_to_it():
    missed = [script for script, text in REACH.items() if script not in planned(text).scripts]

    assert set(REACH) == {phantom.script for phantom in catalogue() if is_read(phantom)}
    assert not missed


@pytest.mark.parametrize("feedback", ["", "fewer steps", "another source"])
def test_no_other_plan_strays_to_another_network(feedback: str):
    rejected: list[Plan] = []
    while (outcome := again("follow these 100 profiles on linkedin", feedback, *rejected)).plan:
        rejected.append(outcome.plan)
    homes = {catalogue().phantom(script).platform for plan in rejected for script in plan.scripts}
    assert homes <= {
        "linkedin",
        "sales_navigator",
        "recruiter",
        "hubspot",
        "lemlist",
        "web",
        "email",
        "github",
    }


NEW = """
- script: Group Postcard Sender.js
  does: Sends a message and a postcard to the members of a group.
  words: [postcards, postcard to members, send cards, paper greetings, cards for a group]
  platform: linkedin
  stages: [search, enrich, outreach]
  starts_with: [group]
  carries_out: [find, message, visit]
  account: linkedin
  inputs: {required: [linkedingroupurl]}
  outputs: [linkedinprofileurl]
  rows: people
  daily_limit: 10
  limit_unit: cards
  minutes_per_100: 60
"""


def test_a_phantom_added_by_one_entry_gets_planned(tmp_path: Path):
    with as_file(files("agent.planner") / "phantoms") as ours:
        folder = copytree(ours, tmp_path / "phantoms")
    (folder / "postcards.yaml").write_text(NEW, encoding="utf-8")
    more = load(folder)

    outcome = EmbeddedPlanner(more, PhantomSearch(more)).plan(
        read("visit and message the members of our linkedin group")
    )

    assert outcome.plan is not None
    assert outcome.plan.scripts == ("Group Postcard Sender.js",)


@pytest.mark.parametrize("text", REACH.values())
def test_plans_are_valid_and_never_the_same_for_no_reason(text: str):
    plan = planned(text)

    assert violations(plan.goal, plan.scripts, catalogue()) == ()
    assert plan == planned(text)


VERBS = {
    "find CFOs in Texas",
    "connect with CFOs in Texas",
    "visit the profiles of CFOs in Texas",
    "follow CFOs in Texas",
    "get emails of CFOs in Texas",
    "like the posts of CFOs in Texas",
    "put CFOs in Texas into lemlist",
    "draft a message for CFOs in Texas",
    "find CFOs in Texas on sales navigator",
    "find restaurants in Texas on google maps",
}


@pytest.mark.parametrize(("one", "other"), list(combinations(sorted(VERBS), 2)))
def test_another_verb_or_platform_makes_another_plan(one: str, other: str):
    assert planned(one).scripts != planned(other).scripts


def test_one_combined_phantom_is_preferred_to_two():
    assert planned("emails of the members of our linkedin group").scripts == (
        "LinkedIn Group Members to Emails.js",
    )


def test_a_step_is_put_in_where_the_next_one_lacks_something():
    assert planned("work emails of people who liked our post").scripts == (
        "LinkedIn Post Likers Export.js",
        "LinkedIn Profile Scraper.js",
        "Professional Email Finder.js",
    )


def test_reasons_speak_of_this_goal():
    first, second = planned("find 30 notaries in Kent on linkedin and follow them").steps

    assert first.why == "Finds 30 notaries in Kent with a LinkedIn search."
    assert second.why == "Follows them, from step 1."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("tell me a joke", "outside what I do"),
        ("message the followers of Nike on Instagram", "No phantom does that on Instagram."),
        ("find influencers on TikTok", "No phantom does that on TikTok."),
        ("get the subscribers of a YouTube channel", "No phantom does that on YouTube."),
        ("whatsapp all my leads", "WhatsApp"),
        ("cold call 50 CFOs in Texas", "makes phone calls"),
        ("call 50 CFOs on the phone", "makes phone calls"),
        ("buy me 10,000 emails", "don't buy or sell"),
        ("show my leads", "on Home"),
        ("what's our reply rate?", "on Home"),
        ("which plans are running", "on Home"),
        ("delete all my leads", "on Home"),
        ("Trova 30 direttori commerciali a Milano", "I understood: Milan, 30."),
        ("ベルリンのマーケティング責任者", "say it in English"),
        ("purple monkey dishwasher with the hat", "could not make out"),
    ],
)
def test_refusals_are_concrete_and_offer_something_that_can_be_planned(text: str, reason: str):
    refusal = PLANNER.plan(read(text)).refusal

    assert refusal is not None
    assert reason in refusal.reason
    assert refusal.instead is not None
    assert planned(refusal.instead).steps


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("people who liked my competitor's post, invite them", ("Post Likers Export", "Auto Connect")),
        ("scrape company data for https://www.linkedin.com/company/acme/", ("Company Scraper",)),
        ("jobs from https://www.linkedin.com/jobs/search/?keywords=python", ("Job Scraper",)),
        ("invite my connections to my company page", ("Connections Export", "Company Page Inviter")),
        ("find CTOs in London on sales navigator", ("Search to Profile Data",)),
        ("like the last post of my leads, then connect", ("Auto Liker", "Auto Connect")),
        ("like the last post of my leads and connect", ("Auto Liker", "Auto Connect")),
        ("after visiting my leads, invite them", ("Profile Visitor", "Auto Connect")),
        ("scrape these company pages, then find employees", ("Company Scraper", "Company Employees Export")),
        ("Finde 30 Vertriebsleiter in München", ("Search Export",)),
        ("Trouve 40 directeurs marketing à Lyon et leurs e-mails", ("Search to Emails",)),
        ("Encuentra gerentes de ventas en Sevilla y conecta con ellos", ("Search to Lead Connection",)),
    ],
)
def test_goals_get_the_shortest_plan_from_where_they_say(text: str, scripts: tuple[str, ...]):
    assert planned(text).scripts == tuple(f"LinkedIn {script}.js" for script in scripts)


def test_people_found_get_their_own_addresses_and_not_their_companies():
    scripts = planned("get the employees of these companies and their emails").scripts

    assert scripts[-1] == "Professional Email Finder.js"
    assert "LinkedIn Company Scraper.js" not in scripts


def test_a_pasted_list_is_the_input():
    url = "https://www.linkedin.com/sales/lists/people/123456789"
    (step,) = planned(f"scrape this sales navigator list {url} and reach out").steps

    assert step.needs[0].asks == ("salesnavigatorlisturl",)
    assert step.needs[0].prefills["salesnavigatorlisturl"] == url


def test_several_links_fill_one_field():
    (step,) = planned("extract emails from acme.example, globex.example and initech.example").steps

    assert step.needs[0].prefills["domainname"] == "acme.example; globex.example; initech.example"


def test_nobody_is_reached_on_linkedin_who_was_looked_for_elsewhere():
    assert PLANNER.plan(read("DM everyone who likes this instagram post")).plan is None
    assert planned("find them on instagram: followers of acme, then connect on linkedin").scripts[-1] == (
        "LinkedIn Auto Connect.js"
    )


def test_a_plan_kept_before_there_were_alternatives_still_loads():
    document = planned("find CFOs in Texas").model_dump(mode="json")
    for name in (
        "seniority",
        "places",
        "size",
        "links",
        "material",
        "sequence",
        "deadline",
        "due",
        "language",
    ):
        del document["goal"][name]
    for step in document["steps"]:
        del step["alternatives"]

    assert Plan.model_validate(document).scripts == planned("find CFOs in Texas").scripts


def test_businesses_on_a_map_come_with_their_pages():
    assert planned("marketing agencies in Lyon on google maps and their linkedin pages").scripts == (
        "Google Maps Search to Contact Data.js",
    )


def test_an_unserved_platform_is_fine_as_data():
    assert planned("instagram links of restaurants in Lyon from google maps").scripts == (
        "Google Maps Search to Contact Data.js",
    )


def test_the_same_phantoms_for_another_wish_are_another_plan():
    outcome = again("find CFOs in Texas", "in Ohio instead")

    assert outcome.plan is not None
    assert outcome.plan.scripts == planned("find CFOs in Texas").scripts
    assert outcome.plan.goal.place == "Ohio"
    assert outcome.changed == "The same phantoms, now for: CFOs in Ohio."


def test_another_plan_is_really_another_and_says_what_changed():
    text = "find CFOs in Texas and get their emails"
    outcome = again(text, "")

    assert outcome.plan is not None
    assert outcome.plan.scripts != planned(text).scripts
    assert outcome.changed


@pytest.mark.parametrize(
    ("text", "feedback", "expected"),
    [
        ("find CFOs in Texas", "use sales navigator", "LinkedIn Search to Profile Data.js"),
        ("find CFOs in Texas", "another source please", "LinkedIn Search to Profile Data.js"),
        ("find CFOs in Texas", "include outreach", "LinkedIn Search to Outreach.js"),
        ("find CFOs in Texas and get their emails", "no emails", "LinkedIn Search Export.js"),
        ("find CFOs in Texas", "also get their emails", "LinkedIn Search to Emails.js"),
        ("find CFOs in Texas", "message them as well", "LinkedIn Search to Outreach.js"),
        ("connect with CFOs but don't message them", "just export", "LinkedIn Search Export.js"),
    ],
)
def test_feedback_changes_the_goal(text: str, feedback: str, expected: str):
    plan = again(text, feedback).plan

    assert plan is not None
    assert plan.scripts == (expected,)


def test_feedback_on_the_place_keeps_the_rest():
    plan = again("find 20 CFOs in Texas", "in Ohio rather").plan

    assert plan is not None
    assert (plan.goal.place, plan.goal.count, plan.goal.titles) == ("Ohio", 20, ("CFOs",))


def test_feedback_may_insist_on_an_order():
    plan = again("connect with my leads, then like their posts", "like their posts first, then connect").plan

    assert plan is not None
    assert plan.scripts == ("LinkedIn Auto Liker.js", "LinkedIn Auto Connect.js")


def test_feedback_on_the_place_is_all_of_it():
    plan = again("find 20 CFOs in Texas by Friday", "in Ohio or Utah rather").plan

    assert plan is not None
    assert (plan.goal.places, plan.goal.deadline) == (("Ohio", "Utah"), "by Friday")


def test_when_there_is_no_other_plan_it_says_so():
    outcome = again("accept all invitations", "")

    assert outcome.same
    assert outcome.plan is None


@pytest.mark.long
def test_planning_again_and_again_ends_and_never_repeats():
    text, seen = "connect with CFOs in Texas", [planned("connect with CFOs in Texas")]
    while (plan := again(text, "", *seen).plan) is not None:
        assert plan.scripts not in {earlier.scripts for earlier in seen}
        seen.append(plan)

    assert len(seen) > 1


@pytest.mark.long
@settings(max_examples=100)
@given(st.lists(st.sampled_from(sorted(" ".join([*REACH.values(), *VERBS]).split())), max_size=12))
def test_any_mix_of_words_gets_a_valid_plan_or_a_refusal(words: list[str]):
    outcome = PLANNER.plan(read(" ".join(words)))

    assert (outcome.plan is None) != (outcome.refusal is None)
    assert outcome.question is None or outcome.plan is None
    if outcome.plan:
        assert violations(outcome.plan.goal, outcome.plan.scripts, catalogue()) == ()


def test_a_search_in_sales_navigator_is_exported_where_nothing_else_starts_from_it():
    plan = planned("visit the profiles of CFOs in Graz with sales navigator")
    assert plan.scripts == ("Sales Navigator Search Export.js", "LinkedIn Profile Visitor.js")
