"""Each part of a briefing says what its facts say, and nothing where they say nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from agent.alerts.lines import Line, OfRun, Review, Say
from agent.briefings.composing import compose
from agent.briefings.facts import DueFact, Facts, Figures, ReadyFact, TeamFacts, Wishes
from agent.briefings.sections import SECTIONS, goals, since, suggestions, team, today, waiting
from agent.execution.executor import Failure
from agent.people.person import Metric, Style
from storage.repositories.happenings import LeadState
from tests.agent.briefings.made import DAY, ENDED, NOW, PLAN, PLAYBOOK, STOPPED, facts

BROKEN = replace(STOPPED, failure=Failure.EXPIRED_COOKIE, account="linkedin")


def told(lines: list[Line]) -> list[tuple[str, ...]]:
    """Each line with the labels of its buttons."""
    return [(line.text, *(getattr(each, "label", "Review") for each in line.buttons)) for line in lines]


@pytest.mark.parametrize(
    ("section", "given", "expected"),
    [
        (
            since,
            facts(figures=Figures(ended=(ENDED,))),
            [
                ("“Marketing managers in Berlin”: 50 people, 38 with an e-mail.", "See leads"),
            ],
        ),
        (
            since,
            facts(figures=Figures(ended=(replace(ENDED, people=0, emails=0, cancelled=True),))),
            [
                ("“Marketing managers in Berlin”: cancelled, 0 people.",),
            ],
        ),
        (since, facts(figures=Figures(expired=1)), [("1 plan expired without a decision.",)]),
        (waiting, facts(plans=(PLAN,)), [("The plan “CFOs in Texas” expires tomorrow.", "Review")]),
        (
            waiting,
            facts(plans=(replace(PLAN, expires_at=NOW + timedelta(hours=5)),)),
            [
                ("The plan “CFOs in Texas” expires today at 14:00.", "Review"),
            ],
        ),
        (
            waiting,
            facts(plans=(replace(PLAN, expires_at=NOW + 3 * DAY),)),
            [
                ("The plan “CFOs in Texas” expires on Friday.", "Review"),
            ],
        ),
        (
            waiting,
            facts(stopped=(STOPPED,)),
            [
                (
                    (
                        "“CFOs in Texas” stopped at LinkedIn Search Export after 20, which are kept: "
                        "the daily limit was reached."
                    ),
                    "Retry",
                    "Go on with 20",
                )
            ],
        ),
        (
            waiting,
            facts(stopped=(BROKEN,)),
            [
                (
                    (
                        "“CFOs in Texas” stopped at LinkedIn Search Export after 20, which are kept: "
                        "the session cookie expired or is missing."
                    ),
                    "Update cookie and go on",
                    "Go on with 20",
                )
            ],
        ),
        (
            waiting,
            facts(stopped=(replace(STOPPED, failure=Failure.EMPTY, kept=0),)),
            [
                (
                    "“CFOs in Texas” stopped at LinkedIn Search Export: it found nothing to work on.",
                    "Change inputs",
                    "Skip this step",
                )
            ],
        ),
        (waiting, facts(ready=(ReadyFact("r3", "CTOs", 0, 0),)), [("“CTOs” is ready to run.", "Run")]),
        (waiting, facts(ready=(ReadyFact("r3", "CTOs", 0, 2),)), [("“CTOs” waits for 2 inputs.", "Inputs")]),
        (
            today,
            facts(today=(DueFact("reminder", "call Acme", NOW + timedelta(hours=1)),)),
            [
                ("10:00: reminder “call Acme”.",),
            ],
        ),
        (
            goals,
            facts(wishes=Wishes(goals=("20 demos",), priorities=("Ada Berg", "Max Ode"))),
            [
                ("Goal: 20 demos",),
                ("1. Ada Berg",),
                ("2. Max Ode",),
            ],
        ),
        (
            suggestions,
            facts(lead_state=LeadState(people=50, without_email=12)),
            [
                ("12 of your 50 leads have no e-mail: try another finder.", "Plan it"),
            ],
        ),
        (
            suggestions,
            facts(lead_state=LeadState(people=1, without_email=1)),
            [
                ("1 of your 1 lead has no e-mail: try another finder.", "Plan it"),
            ],
        ),
        (
            suggestions,
            facts(playbooks=(PLAYBOOK,)),
            [
                ("The playbook “Weekly CFOs” ran 9 days ago: new people may be there.", "Run it again"),
            ],
        ),
        (suggestions, facts(playbooks=(replace(PLAYBOOK, used_at=NOW - DAY),)), []),
        (team, facts(), []),
        (team, facts(team=TeamFacts()), []),
        (
            team,
            facts(
                team=TeamFacts(
                    plans=(replace(PLAN, author="U2"),),
                    ended=(replace(ENDED, owner="U2"),),
                    stopped=(replace(BROKEN, owner="U3"),),
                    leads=(("U2", 46),),
                )
            ),
            [
                ("The plan “CFOs in Texas” expires tomorrow.", "Review"),
                (
                    (
                        "“CFOs in Texas” stopped at LinkedIn Search Export after 20, which are kept: "
                        "the session cookie expired or is missing."
                    ),
                    "Retry",
                    "Go on with 20",
                ),
                ("1 run ended, 46 new leads.",),
            ],
        ),
    ],
)
def test_a_section_says_its_facts(section: Any, given: Facts, expected: list[tuple[str, ...]]) -> None:
    assert told(list(section.lines(given))) == expected


def test_of_others_it_is_said_who() -> None:
    given = TeamFacts(plans=(replace(PLAN, author="U2"),), leads=(("U3", 1),))
    assert [line.who for line in team.lines(facts(team=given))] == ["U2", "U3"]


def test_a_long_part_is_cut_and_says_so_and_suggestions_are_three() -> None:
    part = waiting.SECTION.part(facts(plans=(PLAN,) * 9))
    assert part is not None
    assert len(part.lines) == 6
    assert part.lines[-1].text == "And 4 more: Home has them all."
    some = suggestions.SECTION.part(facts(playbooks=(PLAYBOOK,) * 9, lead_state=LeadState(2, 1)))
    assert some is not None
    assert len(some.lines) == 3


def test_no_section_says_anything_on_a_quiet_morning() -> None:
    assert [section.part(facts()) for section in SECTIONS] == [None] * len(SECTIONS)


def test_buttons_carry_what_they_act_on() -> None:
    review, retry, plan_it = (
        waiting.SECTION.part(facts(plans=(PLAN,))),
        waiting.SECTION.part(facts(stopped=(STOPPED,))),
        suggestions.SECTION.part(facts(lead_state=LeadState(9, 3))),
    )
    assert review is not None
    assert retry is not None
    assert plan_it is not None
    assert review.lines[0].buttons == (Review(plan_id="p1", version=1),)
    assert isinstance(retry.lines[0].buttons[0], OfRun)
    assert (retry.lines[0].buttons[0].run_id, retry.lines[0].buttons[0].segment) == ("r2", 2)
    assert isinstance(plan_it.lines[0].buttons[0], Say)


@pytest.mark.parametrize(
    ("given", "opening"),
    [
        ({}, "Nothing new since yesterday. I'll be quiet."),
        ({"since": NOW - 4 * DAY}, "Nothing new since Friday. I'll be quiet."),
        ({"since": NOW - 30 * DAY}, "Nothing new since 25 October. I'll be quiet."),
        ({"since": NOW - timedelta(hours=1)}, "Nothing new since 08:00. I'll be quiet."),
        ({"plans": (PLAN,)}, "Nothing new since yesterday, but this is worth a look."),
        (
            {"figures": Figures(plans=1, leads=46, ended=(ENDED,))},
            "Yesterday: 1 plan, 1 run, 46 new leads.",
        ),
        ({"figures": Figures(leads=1_200), "since": NOW - 4 * DAY}, "Since Friday: 1,200 new leads."),
        # What is always there is no news.
        ({"wishes": Wishes(goals=("20 demos",))}, "Nothing new since yesterday. I'll be quiet."),
        ({"lead_state": LeadState(50, 12)}, "Nothing new since yesterday. I'll be quiet."),
    ],
)
def test_it_opens_with_what_happened_in_figures(given: dict[str, Any], opening: str) -> None:
    composed = compose(facts(**given))
    assert composed.opening == opening
    assert composed.quiet == opening.endswith("quiet.")
    assert composed.hello == "Good morning"


@pytest.mark.parametrize(
    ("style", "metrics", "opening"),
    [
        (Style.FRIENDLY, (), "Yesterday: 2 plans, 1 run, 46 new leads."),
        (Style.DETAILED, (), "Yesterday: 2 plans, 1 run, 46 new leads, 38 new e-mails."),
        (
            Style.BRIEF,
            (Metric.EMAILS, Metric.LEADS),
            "Yesterday: 38 new e-mails, 46 new leads, 2 plans, 1 run.",
        ),
    ],
)
def test_figures_come_as_their_reader_likes(style: Style, metrics: tuple[Metric, ...], opening: str) -> None:
    wishes = Wishes(goals=("20 demos",), style=style, metrics=metrics)
    composed = compose(facts(figures=Figures(2, 0, 46, 38, (ENDED,)), wishes=wishes))
    assert composed.opening == opening
    assert [part.title for part in composed.parts] == ["Done", "On your list"][
        : 1 if style is Style.BRIEF else 2
    ]


def test_a_briefing_reads_back_as_it_was_kept() -> None:
    composed = compose(facts(plans=(PLAN,), stopped=(STOPPED,), lead_state=LeadState(9, 3)), note="Late.")
    assert type(composed).model_validate(composed.model_dump(mode="json")) == composed
    assert len(composed.buttons) == 4
