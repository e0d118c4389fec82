"""Fetching the facts of a briefing from the store, all in one reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from agent.briefings.facts import (
    DueFact,
    EndedFact,
    Facts,
    Figures,
    PlanFact,
    PlaybookFact,
    ReadyFact,
    TeamFacts,
    Wishes,
)
from agent.execution.alerting import Stopped
from agent.execution.card import RunCard
from agent.execution.executor import Failure
from agent.people.person import Frequency
from agent.planner.catalogue import Catalogue
from agent.planner.goal import Goal
from agent.playbooks.card import playbook_card
from agent.scheduling.asking import BRIEFING, LEAD_CHECK
from agent.scheduling.occurrences import occurrences
from agent.scheduling.schedule import SCHEDULE
from storage.filters import Bucket, LeadFilter
from storage.models import Plan, Run, RunStep, Task, TaskStatus
from storage.repositories import Repositories

DAY = timedelta(days=1)
TIMES_A_DAY = 6
"""Times of one task that are listed."""


@dataclass(frozen=True)
class Reader:
    """Who is briefed, where they are and how they like it.

    Of the others in the workspace they `decide` over plans and runs, and `see` what these found.
    """

    user: str
    zone: ZoneInfo
    decides: bool = False
    sees: bool = False
    frequency: Frequency = Frequency.DAILY
    channel: str = ""
    wishes: Wishes = field(default_factory=Wishes)


async def gather(
    repos: Repositories, reader: Reader, time: Bucket, open_runs: Iterable[RunCard], catalogue: Catalogue
) -> Facts:
    """The facts for one reader over this time; `open_runs` are theirs that wait or stopped."""
    since, now = time
    runs = list(open_runs)
    return Facts(
        reader=reader.user,
        now=now,
        since=since,
        zone=reader.zone,
        figures=await _figures(repos, reader.user, time),
        plans=tuple(map(plan_fact, await repos.happenings.undecided(reader.user))),
        ready=tuple(_ready(card) for card in runs if card.stopped_at is None),
        stopped=tuple(stopped_of(card) for card in runs if card.stopped_at is not None),
        today=_today(await repos.tasks.going_on(reader.user), now, reader.zone),
        wishes=reader.wishes,
        lead_state=await repos.happenings.lead_state(reader.user),
        playbooks=await _playbooks(repos, reader.user, catalogue),
        team=await _team(repos, reader, time, catalogue) if reader.decides or reader.sees else None,
    )


async def _figures(repos: Repositories, user: str, time: Bucket) -> Figures:
    leads, emails = await repos.lead_queries.count(LeadFilter(owner=user, since=time[0], until=time[1]))
    return Figures(
        plans=await repos.happenings.plans(user, time),
        expired=await repos.happenings.expired(user, time),
        leads=leads,
        emails=emails,
        ended=tuple(_ended(run, plan) for run, plan in await repos.happenings.ended(user, time)),
    )


def plan_fact(row: Plan) -> PlanFact:
    return PlanFact(row.id, row.author, Goal(text=row.goal).title, row.expires_at, row.version)


def _ended(run: Run, plan: Plan) -> EndedFact:
    cancelled = run.ended_by is not None
    return EndedFact(run.id, run.owner, Goal(text=plan.goal).title, run.people, run.emails, cancelled)


def _ready(card: RunCard) -> ReadyFact:
    return ReadyFact(card.id, card.title, card.segment, card.form.missing)


def stopped_of(card: RunCard) -> Stopped:
    """A run's card as a fact; it has stopped."""
    step = card.stopped_at or card.steps[-1]
    failure = step.failure or Failure.UNAVAILABLE
    return Stopped(card.id, card.owner, card.title, card.segment, step.name, failure, step.done, step.account)


def _stopped(run: Run, plan: Plan, step: RunStep, catalogue: Catalogue) -> Stopped:
    phantom, title = catalogue.phantom(step.script), Goal(text=plan.goal).title
    failure = Failure(step.failure) if step.failure else Failure.UNAVAILABLE
    return Stopped(run.id, run.owner, title, run.segment, phantom.name, failure, step.done, phantom.account)


def _today(tasks: Iterable[Task], now: datetime, zone: ZoneInfo) -> tuple[DueFact, ...]:
    """What is due between now and midnight; briefings and checks come unasked."""
    midnight = (now.astimezone(zone) + DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    found = [
        DueFact(task.kind, task.what, at)
        for task in tasks
        if task.status is TaskStatus.ACTIVE and task.kind not in {BRIEFING, LEAD_CHECK}
        for at in _times(task, now, midnight)
    ]
    return tuple(sorted(found, key=lambda due: due.at))


def _times(task: Task, now: datetime, until: datetime) -> list[datetime]:
    schedule = SCHEDULE.validate_python(task.schedule)
    due = occurrences(schedule, now, ZoneInfo(task.zone))
    return list(takewhile(lambda at: at < until, due))[:TIMES_A_DAY]


async def _playbooks(repos: Repositories, user: str, catalogue: Catalogue) -> tuple[PlaybookFact, ...]:
    cards = [playbook_card(kept, catalogue) for kept in await repos.playbooks.visible(user)]
    return tuple(
        PlaybookFact(card.id, card.name, card.goal, card.used_at) for card in cards if card.owner == user
    )


async def _team(repos: Repositories, reader: Reader, time: Bucket, catalogue: Catalogue) -> TeamFacts:
    """Everybody else, as far as the reader may know of it."""
    happenings, others = repos.happenings, TeamFacts()
    if reader.decides:
        plans = map(plan_fact, await happenings.undecided(None))
        stopped = [_stopped(*each, catalogue) for each in await happenings.stopped(None)]
        others = replace(
            others,
            plans=tuple(plan for plan in plans if plan.author != reader.user),
            stopped=tuple(run for run in stopped if run.owner != reader.user),
        )
    if reader.sees:
        ended = [_ended(run, plan) for run, plan in await happenings.ended(None, time)]
        leads = await happenings.leads_by_owner(time)
        others = replace(
            others,
            ended=tuple(run for run in ended if run.owner != reader.user),
            leads=tuple((who, number) for who, number in sorted(leads.items()) if who != reader.user),
        )
    return others
