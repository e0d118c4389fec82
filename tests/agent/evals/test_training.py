"""Approved plans become lines to train on, and nobody can be told from them."""

from __future__ import annotations

import json

import pytest

from agent.evals.training import conversations, impersonal
from agent.planner.catalogue import catalogue
from agent.planner.embedded import EmbeddedPlanner
from agent.planner.reading import read
from agent.planner.search import PhantomSearch

PLANNER = EmbeddedPlanner(catalogue(), PhantomSearch(catalogue()))
GOAL = "find 50 CFOs in Texas and get their emails"


def test_a_plan_is_one_line_of_a_conversation():
    plan = PLANNER.plan(read(GOAL)).plan
    assert plan is not None

    (line,) = conversations([(GOAL, plan)])
    system, user, assistant = json.loads(line)["messages"]

    assert (system["role"], user["role"], assistant["role"]) == ("system", "user", "assistant")
    assert user["content"] == GOAL
    assert [step["script"] for step in json.loads(assistant["content"])["steps"]] == list(plan.scripts)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("write to jane.doe@acme.example", "write to [e-mail]"),
        ("call +1 (555) 010-9999 first", "call [number] first"),
        ("connect with https://www.linkedin.com/in/jane-doe/ now", "connect with [link] now"),
        ("people who liked Jane Doe's post", "people who liked [name]'s post"),
        ("people who liked Jane's post", "people who liked [name]'s post"),
        ('message them "Hi Jane, it is Joe"', "message them [message]"),
        ("follow @janedoe on twitter", "follow [handle] on twitter"),
        (
            "members of https://www.linkedin.com/groups/42/?who=jane",
            "members of https://www.linkedin.com/groups/42/",
        ),
        ("find Marketing Managers in New York City", "find Marketing Managers in New York City"),
        ("export from Sales Navigator", "export from Sales Navigator"),
    ],
)
def test_what_tells_of_a_person_is_replaced(text: str, kept: str):
    assert impersonal(text) == kept
