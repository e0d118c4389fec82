"""Accounts that somebody has at hand are read alike, however they are said to be."""

from __future__ import annotations

import pytest

from agent.planner.reading import read
from agent.planner.reading.brought import at_hand
from agent.planner.work import Origin, Task


@pytest.mark.parametrize(
    "text",
    [
        "We have 45 LinkedIn profiles of head nurses. Connect with each of them.",
        "Send the 50 speakers on this sheet (LinkedIn profile links) an invitation",
        "Ich habe 45 LinkedIn-Profile von Pflegekräften. Schick jeder Person eine Vernetzungsanfrage.",
        "Invite ces 33 proviseurs (profils LinkedIn ci-joints)",
    ],
)
def test_who_is_brought_along_is_not_searched_for(text: str) -> None:
    goal = read(text)
    assert goal.origin is Origin.PROFILES
    assert goal.tasks == (Task.CONNECT,)


@pytest.mark.parametrize(
    "text", ["the company page links attached", "our hubspot links attached", "founders in Berlin", ""]
)
def test_links_of_others_and_no_links_stay_as_they_are(text: str) -> None:
    assert at_hand(text) == text


def test_what_is_missing_is_no_order_to_leave_it_out() -> None:
    goal = read("Names of 30 delegates but no LinkedIn links. Find the profiles.")
    assert Task.PROFILE_URL not in goal.avoided


def test_a_conversation_is_read_whatever_else_its_link_resembles() -> None:
    goal = read("Export the conversation at https://www.linkedin.com/messaging/thread/2-AbCdEfGh== please")
    assert goal.tasks == (Task.THREAD,)


def test_an_invitation_in_a_message_on_x_is_the_message() -> None:
    goal = read("send a dm on twitter to these 25 handles inviting them to our beta")
    assert (goal.origin, goal.tasks) == (Origin.X, (Task.MESSAGE,))
