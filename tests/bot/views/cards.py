"""Cards for views: ordinary ones, and whatever could come from people, models and results."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from agent.alerts.lines import Line, Review
from agent.alerts.service import AlertCard, AlertKind
from agent.assistant.card import TurnCard, TurnStatus
from agent.briefings.composed import Writer
from agent.briefings.composing import compose
from agent.briefings.facts import (
    DueFact,
    EndedFact,
    Facts,
    PlanFact,
    PlaybookFact,
    ReadyFact,
    TeamFacts,
    Wishes,
)
from agent.briefings.facts import Figures as BriefFigures
from agent.briefings.lead_check import Checked, line_of
from agent.briefings.service import BriefingCard
from agent.briefings.snoozing import offered
from agent.execution.alerting import Stopped, stopped_line
from agent.execution.card import RunCard, RunStatus, StepCard, StepStatus
from agent.execution.executor import Failure
from agent.execution.inputs import form_of
from agent.leads.service import LeadLine
from agent.planner.card import PlanCard, PlanStatus
from agent.planner.catalogue import catalogue
from agent.planner.plan import Plan, Refusal
from agent.playbooks.card import PlaybookCard
from agent.questions.answer import (
    Answer,
    FiguresAnswer,
    Group,
    GroupsAnswer,
    LeadsAnswer,
    QuestionCard,
    Wider,
)
from agent.questions.query import By, Figures, LeadQuery, Reading, What, Which
from agent.questions.span import All, Last, Unit
from agent.scheduling.card import ExecutionLine, TaskCard, task_card
from agent.scheduling.proposal import Zone, proposal
from agent.tools.heard import About, Noun
from agent.tools.shown import Asking, Listed, Meaning, Nothing, Said
from bot.views.answer import Card
from bot.views.schedule import NAMES
from storage.filters import LeadOrder
from storage.models import Decision, ExecutionOutcome, Task, TaskStatus, Tier
from storage.repositories.happenings import LeadState
from tests.support import plan_with

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SEARCH, FINDER = "LinkedIn Search Export.js", "Professional Email Finder.js"
PLANNED = plan_with("find 50 SaaS marketing managers in Berlin and get their e-mails", SEARCH, FINDER)
SCRIPTS = [phantom.script for phantom in catalogue()]


def plan_card(plan: Plan | None = PLANNED, **changes: Any) -> PlanCard:
    values: dict[str, Any] = {
        "id": "plan1",
        "workspace": "T1",
        "author": "U1",
        "channel": "D1",
        "thread_ts": "1.1",
        "goal": PLANNED.goal.text,
        "status": PlanStatus.PROPOSED,
        "version": 1,
        "plan": plan,
        "refusal": None,
        "question": None,
        "changed": None,
        "notice": None,
        "decided_by": None,
        "decided_at": None,
        "created_at": NOW,
        "expires_at": NOW + timedelta(days=7),
    }
    return PlanCard(**values | changes)


def step_card(position: int = 1, script: str = SEARCH, **changes: Any) -> StepCard:
    phantom = catalogue().phantom(script)
    values: dict[str, Any] = {
        "position": position,
        "script": script,
        "name": phantom.name,
        "rows": phantom.rows,
        "finds_its_own": position == 1,
        "account": phantom.account,
        "daily_limit": phantom.daily_limit,
        "status": StepStatus.PENDING,
        "done": 0,
        "total": 0,
        "found": 0,
        "failure": None,
        "started_at": None,
        "ended_at": None,
    }
    return StepCard(**values | changes)


def run_card(
    plan: Plan = PLANNED, given: Any = None, connected: tuple[str, ...] = (), **changes: Any
) -> RunCard:
    values: dict[str, Any] = {
        "id": "run1",
        "at": datetime(2026, 11, 21, 10, 0, tzinfo=UTC),
        "workspace": "T1",
        "plan_id": "plan1",
        "owner": "U1",
        "channel": "D1",
        "thread_ts": "1.1",
        "title": plan.goal.title,
        "status": RunStatus.WAITING,
        "segment": 0,
        "steps": tuple(step_card(number, step.script) for number, step in enumerate(plan.steps, 1)),
        "form": form_of(plan, given or {}, connected, catalogue()),
        "minutes": 6,
        "wanted": plan.goal.count,
        "people": 0,
        "emails": 0,
        "known": 0,
        "started_at": None,
        "ended_at": None,
        "ended_by": None,
    }
    return RunCard(**values | changes)


HOSTILE = (
    "<!channel>",
    "<!here|x>",
    "<@U2>",
    "<#C1>",
    "<https://evil.example|x>",
    "&lt;!channel&gt;",
    "*_~`|>",
)


def texts(most: int) -> st.SearchStrategy[str]:
    """Any text, one character over and over, or markup, of at most so many characters."""
    repeated = st.builds(lambda part, times: (part * times)[:most], st.characters(), st.integers(1, most))
    markup = st.builds(
        lambda part, times: (part * times)[:most], st.sampled_from(HOSTILE), st.integers(1, most)
    )
    return (st.text(min_size=1, max_size=most) | repeated | markup).filter(lambda text: bool(text.strip()))


words = texts(5_000)
goals = texts(2_000)
numbers = st.integers(0, 10_000_000)


@st.composite
def plans(draw: Any) -> Plan:
    """Any phantoms in any order, explained at any length."""
    scripts = draw(st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=8, unique=True))
    plan = plan_with(draw(goals), *scripts)
    steps = tuple(step.model_copy(update={"why": draw(words)}) for step in plan.steps)
    return plan.model_copy(update={"steps": steps, "note": draw(st.none() | words)})


@st.composite
def plan_cards(draw: Any) -> PlanCard:
    """A plan or a refusal in any state."""
    plan = draw(st.none() | plans())
    refusal = Refusal(reason=draw(words), instead=draw(st.none() | words)) if plan is None else None
    return plan_card(
        plan,
        goal=draw(goals),
        status=draw(st.sampled_from(PlanStatus)),
        refusal=refusal,
        changed=draw(st.none() | words),
        notice=draw(st.none() | words),
        decided_by="U1",
        decided_at=draw(st.none() | st.just(NOW)),
    )


@st.composite
def run_cards(draw: Any) -> RunCard:
    """A run in any state, with any numbers and rows."""
    plan = draw(plans())
    steps = tuple(
        step_card(
            number,
            step.script,
            status=draw(st.sampled_from(StepStatus)),
            done=draw(numbers),
            total=draw(numbers),
            found=draw(numbers),
            failure=draw(st.none() | st.sampled_from(Failure)),
        )
        for number, step in enumerate(plan.steps, 1)
    )
    row = st.dictionaries(
        st.sampled_from(["fullname", "jobtitle", "companyname", "email", "status"]), st.text()
    )
    return run_card(
        plan,
        given=draw(givens(plan)),
        connected=draw(st.sampled_from([(), ("linkedin", "github", "slack")])),
        status=draw(st.sampled_from(RunStatus)),
        steps=steps,
        people=draw(numbers),
        emails=draw(numbers),
        known=draw(numbers),
        started_at=draw(st.none() | st.just(NOW)),
        ended_at=draw(st.none() | st.just(NOW + timedelta(seconds=59))),
        ended_by=draw(st.none() | st.just("U1")),
        first_rows=tuple(draw(st.lists(row, max_size=5))),
    )


def givens(plan: Plan) -> st.SearchStrategy[dict[tuple[str, str], str]]:
    """Values for some inputs of a plan, as long as they may be."""
    names = sorted(
        {
            (s.script, name)
            for s in plan.steps
            for need in s.needs
            for alt in need.alternatives
            for name in alt
        }
    )
    if not names:
        return st.just({})
    return st.dictionaries(st.sampled_from(names), texts(3_000))


@st.composite
def playbook_cards(draw: Any) -> PlaybookCard:
    """A playbook of anybody's, shared or not."""
    return PlaybookCard(
        id="plan1",
        owner="U1",
        name=draw(words),
        goal=draw(goals),
        title=draw(texts(80)),
        steps=tuple(draw(st.lists(texts(100), min_size=1, max_size=8))),
        approved_at=NOW,
        used_at=NOW,
        shared=draw(st.booleans()),
        shared_by=draw(st.none() | st.just("U1")),
        shared_at=draw(st.none() | st.just(NOW)),
    )


@st.composite
def task_cards(draw: Any) -> TaskCard:
    """A task in any state, read in any way, of a kind that is known or not."""
    when = draw(st.sampled_from(["every Monday at 9", "at 5", "3/4 at 5", "soon", "in 20 minutes"]))
    zone = Zone.of(draw(st.sampled_from(["Europe/Berlin", "Asia/Kolkata", "Nowhere/At all", None])))
    every_monday = {
        "kind": "calendar",
        "days": {"kind": "weekly", "weekdays": [0]},
        "times": ["09:00"],
    }
    waiting = proposal(draw(words), when, zone, NOW)
    row = Task(
        id="task1",
        workspace="T1",
        owner="U1",
        kind=draw(st.sampled_from([*NAMES, "unknown"])),
        what=draw(goals),
        zone=zone.name,
        status=draw(st.sampled_from(TaskStatus)),
        version=1,
        created_at=NOW,
        schedule=draw(st.none() | st.just(every_monday)),
        proposed=draw(st.none() | st.just(waiting.model_dump(mode="json"))),
        next_at=draw(st.none() | st.just(NOW)),
        channel=draw(st.sampled_from(["", "C1"])),
    )
    return task_card(row, NOW)


execution_lines = st.builds(ExecutionLine, st.just(NOW), st.sampled_from(ExecutionOutcome), words)

lead_lines = st.builds(
    LeadLine,
    *[st.none() | texts(2_000)] * 6,
    score=st.none() | st.integers(0, 100),
    tier=st.none() | st.sampled_from(Tier),
    decision=st.sampled_from(Decision),
    reason=st.none() | texts(300),
)

_words = st.lists(texts(300).filter(bool), max_size=3).map(tuple)
_counts = st.integers(0, 10**9)
_queries = st.builds(
    LeadQuery,
    titles=_words,
    companies=_words,
    places=_words,
    industries=_words,
    email=st.none() | st.booleans(),
    phantoms=_words,
    goal=st.none() | texts(300),
    run=st.none() | st.sampled_from(Which),
    merged=st.none() | st.booleans(),
    span=st.just(All()) | st.builds(Last, count=st.integers(1, 99), unit=st.sampled_from(Unit)),
    by=st.sampled_from(By),
    order=st.sampled_from(LeadOrder),
    limit=st.none() | st.integers(1, 10_000),
)
_wider = st.lists(st.builds(Wider, texts(30), _counts), max_size=9)
answers = st.one_of(
    st.builds(
        LeadsAnswer,
        query=_queries,
        people=_counts,
        found=_counts,
        emails=_counts,
        lines=st.lists(lead_lines, min_size=1, max_size=10),
        page=st.integers(0, 999),
        pages=st.integers(1, 1_000),
        wider=_wider,
    ),
    st.builds(
        GroupsAnswer,
        query=_queries,
        people=_counts,
        groups=st.lists(st.builds(Group, st.none() | texts(2_000), _counts), max_size=20),
        group_count=_counts,
        wider=_wider,
    ),
    st.builds(
        lambda numbers, emails, states: FiguresAnswer(
            Figures(),
            dict(zip(What, numbers, strict=True)),
            emails,
            {What.PLANS: states, What.RUNS: states},
            [f"{at} Nov" for at in range(20)],
            {what: [number] * 20 for what, number in zip(What, numbers, strict=True)},
        ),
        st.lists(_counts, min_size=3, max_size=3),
        _counts,
        st.dictionaries(st.sampled_from(["proposed", "finished", "failed"]), _counts),
    ),
)
"""Answers to questions, whatever was asked and found."""


meanings = st.builds(
    Meaning, tool=words, arguments=st.just({}), label=texts(300).filter(bool), phrase=texts(300).filter(bool)
)
said = st.builds(
    Said, text=texts(600).filter(bool), instead=st.lists(texts(300).filter(bool), max_size=3).map(tuple)
)
asking = st.builds(Asking, meanings=st.lists(meanings, max_size=4).map(tuple), note=texts(100))
listable = {
    Noun.RUNS: run_cards(),
    Noun.PLANS: plan_cards(),
    Noun.SCHEDULES: task_cards(),
    Noun.PLAYBOOKS: playbook_cards(),
    Noun.LEAD: lead_lines,
}


@st.composite
def turns(draw: Any) -> tuple[TurnCard, dict[str, Card]]:
    """A turn, and the things that it lists."""
    noun = draw(st.sampled_from(list(listable)))
    drawn = draw(st.lists(listable[noun], max_size=5))
    found = {str(number): replace(each, id=f"id{number}") for number, each in enumerate(drawn)}
    listed = Listed(noun=noun, ids=tuple(found), text=draw(texts(200).filter(bool)), more=draw(numbers))
    parts = draw(st.lists(st.one_of(said, asking, st.just(listed), st.just(Nothing())), max_size=3))
    card = TurnCard(
        id="turn1",
        workspace="T1",
        author="U1",
        channel="D1",
        thread_ts="1.1",
        text=draw(words),
        status=draw(st.sampled_from(TurnStatus)),
        tool=draw(st.sampled_from(["", "plan_goal", "show_runs"])),
        about=About(),
        shown=tuple(parts),
        others=tuple(draw(st.lists(meanings, max_size=4))),
    )
    return card, found


def question_card(answer: Answer) -> QuestionCard:
    """The question of an answer."""
    reading = Reading(query=answer.query, confidence=0.5)
    return QuestionCard("q1", "T1", "U1", "D1", "1.1", "1.1", "how many?", reading, NOW)


_counted = st.integers(0, 10**6)
_stopped = st.builds(
    Stopped,
    st.just("r1"),
    st.sampled_from(["U1", "U2"]),
    texts(300),
    st.integers(0, 99),
    texts(100),
    st.sampled_from(Failure),
    _counted,
    st.none() | st.just("linkedin"),
)
_ended = st.builds(EndedFact, st.just("r1"), st.just("U1"), texts(300), _counted, _counted, st.booleans())
_plan_facts = st.builds(PlanFact, st.just("p1"), st.just("U1"), texts(300), st.just(NOW + timedelta(days=1)))


def _few(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=9).map(tuple)


facts = st.builds(
    Facts,
    reader=st.just("U1"),
    now=st.just(NOW),
    since=st.just(NOW - timedelta(days=1)),
    zone=st.just(ZoneInfo("Europe/Berlin")),
    figures=st.builds(BriefFigures, _counted, _counted, _counted, _counted, _few(_ended)),
    plans=_few(_plan_facts),
    ready=_few(st.builds(ReadyFact, st.just("r1"), texts(300), st.just(0), st.integers(0, 9))),
    stopped=_few(_stopped),
    today=_few(st.builds(DueFact, texts(20), goals, st.just(NOW))),
    wishes=st.builds(Wishes, _few(texts(2_000)), _few(texts(2_000))),
    lead_state=st.builds(LeadState, _counted, _counted, _counted, _counted),
    playbooks=_few(
        st.builds(PlaybookFact, st.just("p1"), texts(80), goals, st.just(NOW - timedelta(days=9)))
    ),
    team=st.none()
    | st.builds(TeamFacts, _few(_plan_facts), _few(_ended), _few(_stopped), st.just((("U1", 9),))),
)
"""What a briefing may be told of."""


@st.composite
def briefing_cards(draw: Any) -> BriefingCard:
    composed = compose(draw(facts), draw(st.just("") | texts(3_000)))
    written = {
        "opening": draw(st.just(composed.opening) | texts(400)),
        "writer": draw(st.sampled_from(Writer)),
    }
    return BriefingCard(
        id="b1",
        workspace="T1",
        owner="U1",
        channel=draw(st.sampled_from(["", "C1"])),
        task_id="t1",
        zone=ZoneInfo("Europe/Berlin"),
        composed=composed.model_copy(update=written),
        snoozes=offered(NOW, ZoneInfo("Europe/Berlin")),
        snoozed_until=draw(st.none() | st.just(NOW)),
    )


alert_lines = st.one_of(
    _stopped.map(stopped_line),
    st.builds(Checked, st.integers(1, 10**6), st.builds(LeadState, *[_counted] * 4)).map(line_of),
    st.builds(Line, text=texts(2_000), at=st.just(NOW), buttons=st.just((Review(plan_id="p1"),))),
)
alert_cards = st.builds(
    AlertCard, st.just("run:r1:1"), st.just("T1"), st.just("U1"), st.sampled_from(AlertKind), alert_lines
)
