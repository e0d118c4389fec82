"""What was understood is shown as chips, and each can be corrected."""

from __future__ import annotations

from datetime import date

import pytest

from agent.planner.chips import ChipKind, CorrectionError, chips, corrected
from agent.planner.phantom import Stage
from agent.planner.reading import read
from agent.planner.work import Origin, Task

TODAY = date(2026, 11, 21)
GOAL = read(
    "find 50 fintech CFOs in Paris or Lyon at companies with 50-200 employees and get their emails "
    "by Friday, but do not contact them",
    TODAY,
)


def test_everything_understood_is_a_chip():
    shown = {chip.kind: chip.text for chip in chips(GOAL)}

    assert shown == {
        ChipKind.TITLES: "CFOs",
        ChipKind.SENIORITY: "C-level",
        ChipKind.PLACE: "Paris or Lyon",
        ChipKind.INDUSTRY: "fintech",
        ChipKind.SIZE: "50-200 employees",
        ChipKind.COUNT: "50 people",
        ChipKind.WANTED: "search, contact",
        ChipKind.FORBIDDEN: "no outreach",
        ChipKind.DEADLINE: "by Friday (Fri 27 Nov)",
        ChipKind.LANGUAGE: "English",
    }


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("emails of https://www.linkedin.com/groups/42/", ChipKind.INPUT, "starts with your links"),
        ("enrich a csv of leads", ChipKind.INPUT, "starts with your file"),
        ("enrich my hubspot contacts", ChipKind.INPUT, "starts with your HubSpot contacts"),
        ("find CTOs on sales navigator", ChipKind.PLATFORM, "sales navigator"),
        ("Finde CTOs in Bonn", ChipKind.LANGUAGE, "German"),
    ],
)
def test_inputs_platforms_and_languages_are_chips_too(text: str, kind: ChipKind, shown: str):
    assert shown in {chip.text for chip in chips(read(text)) if chip.kind is kind}


def test_who_and_where_and_how_many_are_corrected():
    goal = corrected(GOAL, ChipKind.TITLES, "founders, VPs of finance")
    goal = corrected(goal, ChipKind.PLACE, "Lyon, France or Geneva")
    goal = corrected(goal, ChipKind.COUNT, "1,200")

    assert (goal.titles, goal.seniority) == (("founders", "VPs of finance"), ("owner", "VP"))
    assert goal.places == ("Lyon, France", "Geneva")
    assert goal.count == 1200


def test_a_chip_can_be_taken_out():
    for kind in (
        ChipKind.TITLES,
        ChipKind.PLACE,
        ChipKind.INDUSTRY,
        ChipKind.SIZE,
        ChipKind.COUNT,
        ChipKind.DEADLINE,
    ):
        assert kind not in {chip.kind for chip in chips(corrected(GOAL, kind, None))}


def test_another_platform_moves_the_search():
    goal = corrected(read("find CFOs in Texas"), ChipKind.PLATFORM, "sales navigator")

    assert (goal.platform, goal.origin) == ("sales_navigator", Origin.SALES_NAVIGATOR)


def test_stages_are_left_out_and_allowed_again():
    assert corrected(GOAL, ChipKind.WANTED, "search").tasks == (Task.FIND,)
    assert corrected(GOAL, ChipKind.FORBIDDEN, None).forbidden == frozenset()
    assert corrected(GOAL, ChipKind.FORBIDDEN, "outreach, contact").wanted == {Stage.SEARCH}


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        (ChipKind.COUNT, "many", "whole number"),
        (ChipKind.COUNT, "0", "whole number"),
        (ChipKind.PLATFORM, "the moon", "don't know the platform"),
        (ChipKind.WANTED, "search, outreach", "as feedback"),
        (ChipKind.FORBIDDEN, "everything", "is no stage"),
        (ChipKind.LANGUAGE, "German", "language"),
        (ChipKind.INPUT, "a file", "links and lists"),
    ],
)
def test_what_a_chip_cannot_take_is_said(kind: ChipKind, value: str, sentence: str):
    with pytest.raises(CorrectionError, match=sentence):
        corrected(GOAL, kind, value)
