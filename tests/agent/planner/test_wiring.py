"""Inputs are bound to earlier outputs, to the goal's words, or asked for."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.planner.catalogue import catalogue
from agent.planner.goal import Goal
from agent.planner.phantom import Kind, Stage
from agent.planner.plan import Choice, Need, Step
from agent.planner.reading import read
from agent.planner.wiring import wire

SCRIPTS = [phantom.script for phantom in catalogue()]


def wired(text: str, *scripts: str) -> tuple[Step, ...]:
    return wire(read(text), [Choice(script=script, why="") for script in scripts], catalogue())


def need(step: Step, name: str) -> Need:
    return next(need for need in step.needs if any(name in alternative for alternative in need.alternatives))


def test_name_and_company_come_from_the_search_before():
    _, emails = wired("emails of CFOs", "LinkedIn Search Export.js", "Professional Email Finder.js")

    assert need(emails, "fullname").wired == ("fullname",)
    assert need(emails, "companyname").wires["companyname"].step == 1


def test_the_latest_step_that_carries_an_input_feeds_it():
    *_, emails = wired(
        "emails of CFOs",
        "LinkedIn Search Export.js",
        "LinkedIn Profile Scraper.js",
        "Professional Email Finder.js",
    )

    assert need(emails, "companyname").wires["companyname"].step == 2


def test_an_output_that_carries_the_same_under_another_name_feeds_an_input():
    _, companies = wired("x", "LinkedIn Profile Visitor.js", "Email Extractor.js")

    assert need(companies, "domainname").wires["domainname"].output in {
        "domainname",
        "currentcompanywebsite",
        "companywebsite",
    }


def test_rows_about_companies_feed_no_input_about_people():
    _, connect = wired("x", "Google Maps Search to Contact Data.js", "LinkedIn Auto Connect.js")

    assert need(connect, "linkedinprofileurl").asks == ("linkedinprofileurl",)


def test_a_link_of_the_goal_is_proposed_for_its_input():
    (members,) = wired("export https://www.linkedin.com/groups/42/", "LinkedIn Group Members Export.js")

    assert need(members, "linkedingroupurl").prefills == {
        "linkedingroupurl": "https://www.linkedin.com/groups/42/"
    }


def test_the_search_is_built_from_the_goal():
    (search,) = wired("find CFOs in Texas", "LinkedIn Search Export.js")

    assert "CFO%20Texas" in need(search, "linkedinsearchurl").prefills["linkedinsearchurl"]


def test_sales_navigator_goals_are_asked_for_a_sales_navigator_search():
    (search,) = wired("find CFOs on sales navigator", "LinkedIn Search to Profile Data.js")

    assert need(search, "salesnavigatorsearchurl").proposed == ("salesnavigatorsearchurl",)


def test_a_message_in_quotes_is_taken_as_written():
    (send,) = wired('message my connections "Are you coming to Web Summit?"', "LinkedIn Message Sender.js")

    assert need(send, "message").prefills["message"] == "Are you coming to Web Summit?"


def test_a_message_nobody_wrote_is_drafted_with_a_placeholder():
    (send,) = wired("message these CFOs in Texas", "LinkedIn Message Sender.js")

    draft = need(send, "message").prefills["message"]
    assert "{first name}" in draft
    assert "CFOs in Texas" in draft


def test_a_message_that_an_earlier_step_writes_is_not_drafted():
    _, send = wired("message my leads", "AI LinkedIn Message Writer.js", "LinkedIn Message Sender.js")

    assert need(send, "message").wires["message"].step == 1
    assert not need(send, "message").prefills


def test_steps_name_the_stages_that_the_goal_wants():
    (both,) = wired("find CFOs and get their emails", "LinkedIn Search to Profile Data.js")

    assert both.stages == (Stage.SEARCH, Stage.CONTACT)


def test_unknown_scripts_are_left_to_validation():
    assert wired("find CFOs", "LinkedIn Mind Reader.js") == ()


@settings(max_examples=150)
@given(st.lists(st.sampled_from([*SCRIPTS, "Nothing.js"]), max_size=8), st.text(max_size=60))
def test_wiring_never_fails_never_reaches_forward_and_never_takes_a_credential(scripts: list[str], text: str):
    steps = wire(Goal(text=text), [Choice(script=script, why="") for script in scripts], catalogue())

    for number, step in enumerate(steps, start=1):
        for one in step.needs:
            for name, source in one.wires.items():
                assert source.step < number
                assert source.output in catalogue().phantom(steps[source.step - 1].script).outputs
                assert catalogue().fields[name].kind is not Kind.CREDENTIAL
                assert getattr(catalogue().fields.get(source.output), "kind", None) is not Kind.CREDENTIAL


def test_the_question_to_an_ai_is_what_the_goal_says_if_it_says_one():
    (asking,) = wired("score each lead from 1 to 10 by fit with our ICP", "Advanced AI Enricher.js")
    assert need(asking, "prompt").prefills["prompt"] == "score each lead from 1 to 10 by fit with our ICP"

    (bare,) = wired("rate my leads with AI", "Advanced AI Enricher.js")
    assert not need(bare, "prompt").prefills


def test_what_people_on_x_are_looked_for_by_is_no_message_to_them():
    text = 'find people tweeting "any crm tips" on twitter and DM them our one-liner'
    _, sender = wired(text, "Twitter Search Export.js", "Twitter Message Sender.js")
    assert need(sender, "message").prefills["message"] != "any crm tips"

    (sender,) = wired('dm my list on twitter: "hi, want a demo?"', "Twitter Message Sender.js")
    assert need(sender, "message").prefills["message"] == "hi, want a demo?"


def test_of_slack_only_the_channel_is_asked_for():
    (members,) = wired("everybody in our slack channel", "Slack Channel User Extractor.js")
    assert [name for each in members.needs for name in each.asks] == ["slackchannelurl"]
