"""No workspace sees or changes another's rows, whichever query is asked."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.filters import LeadFilter, LeadGroup
from storage.models import (
    AlertKind,
    Base,
    CompanyRole,
    CompanyWork,
    Decision,
    ExecutionOutcome,
    ImportStatus,
    Launch,
    LookupOutcome,
    Opinion,
    PlanStatus,
    ResultRow,
    RunStatus,
    SessionState,
    StepStatus,
    TurnVerdict,
)
from storage.repositories import Repositories
from storage.repositories.erasures import places
from storage.repositories.happenings import LeadState
from storage.repositories.import_undo import Origin
from storage.store import Store
from tests.storage import rows

OURS, THEIRS = "T1", "T2"
LATER = rows.NOW + timedelta(minutes=1)
NOTHING: tuple[Any, ...] = (
    *([], {}, set(), None, 0, (0, 0, 0), (0, 0), [0], False, LeadState()),
    (set(), set()),
    ([], 0),
)
ALL = LeadFilter("U1")
ORIGIN = Origin("A.js", rows.NOW, rows.NOW)
DAY = [(rows.NOW, rows.NOW + timedelta(days=1))]
Ask = Callable[[Repositories], Awaitable[Any]]


async def _all(found: AsyncIterator[Any]) -> list[Any]:
    return [each async for each in found]


async def _taken(repos: Repositories) -> int:
    return sum(map(len, (await repos.lead_records.take(["lead1"])).values()))


GOALS = next(place for place in places() if place.name == "ls_plan.goal")
READS: dict[str, Ask] = {
    "contacts.get": lambda r: r.contacts.get("search1"),
    "contacts.lock": lambda r: r.contacts.lock("search1"),
    "contacts.going_on": lambda r: r.contacts.going_on("U1", "D1", "1.1"),
    "contacts.targets": lambda r: r.contacts.targets("search1"),
    "contacts.target": lambda r: r.contacts.target("search1", "lead1"),
    "contacts.next_waiting": lambda r: r.contacts.next_waiting("search1"),
    "contacts.unsettled": lambda r: r.contacts.unsettled("search1"),
    "contacts.lookups": lambda r: r.contacts.lookups("search1", "lead1"),
    "contacts.answered": lambda r: r.contacts.answered(rows.lookup_key(), {"outcome": LookupOutcome.FOUND}),
    "contacts.failures": lambda r: r.contacts.failures("search1", frozenset({LookupOutcome.REFUSED})),
    "contacts.lately": lambda r: r.contacts.lately(rows.NOW),
    "contacts.spending": lambda r: r.contacts.spending(),
    "contacts.spent": lambda r: r.contacts.spent("search1"),
    "contacts.verified": lambda r: r.contacts.verified(),
    "contacts.colleagues": lambda r: r.contacts.colleagues(" berg "),
    "contacts.named": lambda r: r.contacts.named("U1", "ada berg"),
    "contacts.waterfall": lambda r: r.contacts.waterfall(),
    "conversations.is_shared": lambda r: r.conversations.is_shared("C1"),
    "conversations.is_goal": lambda r: r.conversations.is_goal("D1", "1.1"),
    "conversations.last_plan": lambda r: r.conversations.last_plan("D1", "1.1"),
    "conversations.aside": lambda r: r.conversations.aside("C1", "1.1"),
    "audit.page": lambda r: r.audit.page(10),
    "audit.count": lambda r: r.audit.count(),
    "alerts.get": lambda r: r.alerts.get("k"),
    "alerts.lock": lambda r: r.alerts.lock("k"),
    "alerts.newest": lambda r: r.alerts.newest("U1", AlertKind.LEADS),
    "briefings.get": lambda r: r.briefings.get("briefing1"),
    "briefings.lock": lambda r: r.briefings.lock("briefing1"),
    "briefings.newest": lambda r: r.briefings.newest("U1", "", told=True),
    "credentials.get": lambda r: r.credentials.get("U1", "linkedin"),
    "credentials.of": lambda r: r.credentials.of("U1"),
    "credentials.remove": lambda r: r.credentials.remove("U1", "linkedin"),
    "figures.plans": lambda r: r.figures.plans("U1", None, None),
    "figures.runs": lambda r: r.figures.runs("U1", None, None),
    "figures.plans_by_time": lambda r: r.figures.plans_by_time("U1", DAY),
    "figures.runs_by_time": lambda r: r.figures.runs_by_time("U1", DAY),
    "figures.first": lambda r: r.figures.first("U1"),
    "happenings.plans": lambda r: r.happenings.plans(None, DAY[0]),
    "happenings.expired": lambda r: r.happenings.expired(None, DAY[0]),
    "happenings.ended": lambda r: r.happenings.ended(None, DAY[0]),
    "happenings.stopped": lambda r: r.happenings.stopped(None),
    "happenings.waiting": lambda r: r.happenings.waiting(None),
    "happenings.undecided": lambda r: r.happenings.undecided(None),
    "happenings.leads_by_owner": lambda r: r.happenings.leads_by_owner(DAY[0]),
    "happenings.lead_state": lambda r: r.happenings.lead_state("U1"),
    "imports.get": lambda r: r.imports.get("import1"),
    "imports.lock": lambda r: r.imports.lock("import1"),
    "imports.of": lambda r: r.imports.of("U1"),
    "imports.going_on": lambda r: r.imports.going_on("U3", "D1", None),
    "imports.content": lambda r: r.imports.content("import1"),
    "imports.kept": lambda r: r.imports.kept(),
    "imports.has_content": lambda r: r.imports.has_content("import1"),
    "imports.owners": lambda r: r.imports.owners([("email", "ada@berg.example")]),
    "imports.leads": lambda r: r.imports.leads(["lead1"]),
    "imports.facts": lambda r: r.imports.facts(["lead1"]),
    "imports.count": lambda r: r.imports.count("import1"),
    "imports.links": lambda r: r.imports.links("import1", "", 10),
    "imports.used": lambda r: r.imports.used("import1", ["lead1"]),
    "imports.keys_of": lambda r: r.imports.keys_of(["lead1"]),
    "lead_queries.page": lambda r: r.lead_queries.page(ALL, limit=10),
    "lead_queries.unsought": lambda r: r.lead_queries.unsought(ALL, rows.NOW, limit=10),
    "lead_queries.count": lambda r: r.lead_queries.count(ALL),
    "lead_queries.groups": lambda r: r.lead_queries.groups(ALL, LeadGroup.COMPANY, limit=10),
    "lead_queries.group_count": lambda r: r.lead_queries.group_count(ALL, LeadGroup.COMPANY),
    "lead_queries.by_time": lambda r: r.lead_queries.by_time(ALL, DAY),
    "lead_records.get": lambda r: r.lead_records.get("lead1"),
    "lead_records.lock": lambda r: r.lead_records.lock("lead1"),
    "lead_records.keys": lambda r: r.lead_records.keys("lead1"),
    "lead_records.deliveries": lambda r: r.lead_records.deliveries("lead1"),
    "lead_records.called": lambda r: r.lead_records.called(" ada ", "U1", 5),
    "lead_records.perhaps_same": lambda r: r.lead_records.perhaps_same(rows.lead(id="other")),
    "lead_records.blocked": lambda r: r.lead_records.blocked(),
    "lead_records.history": lambda r: r.lead_records.history("plan1", 5),
    "lead_records.take": _taken,
    "lead_records.merge": lambda r: r.lead_records.merge("merge1"),
    "lead_records.newest_merge": lambda r: r.lead_records.newest_merge("lead1"),
    "suppressions.salt": lambda r: r.suppressions.salt(),
    "suppressions.among": lambda r: r.suppressions.among(["f"]),
    "suppressions.erasure": lambda r: r.suppressions.erasure("erasure1"),
    "erasures.facts": lambda r: r.erasures.facts(["%ada%"], ["phone"]),
    "erasures.showing": lambda r: r.erasures.showing("lead1"),
    "erasures.holding": lambda r: r.erasures.holding(GOALS, ["%people%"]),
    "leads.by_keys": lambda r: r.leads.by_keys([("email", "ada@berg.example")]),
    "leads.facts": lambda r: r.leads.facts("lead1"),
    "leads.turned_down": lambda r: r.leads.turned_down([" cem "]),
    "leads.of_run": lambda r: r.leads.of_run("run1"),
    "leads.latest": lambda r: r.leads.latest("U1"),
    "leads.count": lambda r: r.leads.count("U1"),
    "leads.counts_of_run": lambda r: r.leads.counts_of_run("run1"),
    "leads.named": lambda r: r.leads.named("U1", "ada"),
    "leads.among": lambda r: r.leads.among(["lead1"], "U1"),
    "members.get": lambda r: r.members.get("U1"),
    "members.all": lambda r: r.members.all(),
    "members.remove": lambda r: r.members.remove("U1"),
    "members.settings": lambda r: r.members.settings(),
    "people.get": lambda r: r.people.get("U1"),
    "plans.get": lambda r: r.plans.get("plan1"),
    "plans.lock": lambda r: r.plans.lock("plan1"),
    "plans.of_message": lambda r: r.plans.of_message("D1", "1.1"),
    "plans.newest_in_thread": lambda r: r.plans.newest_in_thread("D1", "1.1"),
    "plans.being_planned": lambda r: r.plans.being_planned("U3", "D1", None),
    "plans.recent": lambda r: r.plans.recent("U1"),
    "plans.proposed": lambda r: r.plans.proposed("U1"),
    "plans.proposed_by_others": lambda r: r.plans.proposed_by_others("U2"),
    "plans.versions": lambda r: r.plans.versions("plan1"),
    "plans.approved": lambda r: _all(r.plans.approved()),
    "plans.inputs": lambda r: r.plans.inputs("plan1"),
    "playbooks.get": lambda r: r.playbooks.get("plan1"),
    "playbooks.visible": lambda r: r.playbooks.visible("U1"),
    "playbooks.remove": lambda r: r.playbooks.remove("plan1"),
    "posts.get": lambda r: r.posts.get("plan:plan1"),
    "posts.of": lambda r: r.posts.of(["plan:plan1"]),
    "posts.below": lambda r: r.posts.below("plan:"),
    "posts.in_thread": lambda r: r.posts.in_thread("D1", "1.1"),
    "priorities.of": lambda r: r.priorities.of("U1"),
    "priorities.get": lambda r: r.priorities.get("U1", "priority1"),
    "priorities.with_lead": lambda r: r.priorities.with_lead("U1", "lead1"),
    "priorities.remove": lambda r: r.priorities.remove("U1", "priority1"),
    "prospecting.get": lambda r: r.prospecting.get("session1"),
    "prospecting.lock": lambda r: r.prospecting.lock("session1"),
    "prospecting.of": lambda r: r.prospecting.of("U1"),
    "prospecting.going_on": lambda r: r.prospecting.going_on("U1", "D1", "1.1", list(SessionState)),
    "prospecting.company": lambda r: r.prospecting.company("session1", "acme.example"),
    "prospecting.companies": lambda r: r.prospecting.companies("session1", CompanyRole.CANDIDATE),
    "prospecting.counts": lambda r: r.prospecting.counts("session1"),
    "prospecting.lookalikes": lambda r: r.prospecting.lookalikes("session1"),
    "prospecting.next_waiting": lambda r: r.prospecting.next_waiting(
        "session1", "reading", [*CompanyRole], 0
    ),
    "prospecting.unfinished": lambda r: r.prospecting.unfinished("session1", "reading", [*CompanyRole], 0),
    "prospecting.running": lambda r: r.prospecting.running("session1", "enriching"),
    "prospecting.milestone": lambda r: r.prospecting.milestone("session1", "icp:intake_saved"),
    "prospecting.milestones": lambda r: r.prospecting.milestones("session1"),
    "prospecting.positions": lambda r: r.prospecting.positions(["session1"]),
    "prospecting.standings": lambda r: r.prospecting.standings(),
    "prospecting.company_list": lambda r: r.prospecting.company_list(),
    "prospecting.drop_company_list": lambda r: r.prospecting.drop_company_list(),
    "tasks.get": lambda r: r.tasks.get("task1"),
    "tasks.lock": lambda r: r.tasks.lock("task1"),
    "tasks.of": lambda r: r.tasks.of("U1"),
    "tasks.going_on": lambda r: r.tasks.going_on("U1"),
    "tasks.execution": lambda r: r.tasks.execution("task1", rows.NOW),
    "tasks.executions": lambda r: r.tasks.executions("task1"),
    "tasks.untold": lambda r: r.tasks.untold("task1"),
    "questions.get": lambda r: r.questions.get("question1"),
    "reviews.queue": lambda r: r.reviews.queue(ALL, 10),
    "reviews.by_tier": lambda r: r.reviews.by_tier(ALL),
    "reviews.by_decision": lambda r: r.reviews.by_decision(ALL),
    "reviews.lock": lambda r: r.reviews.lock("lead1"),
    "reviews.hold": lambda r: r.reviews.hold(ALL),
    "reviews.last_of": lambda r: r.reviews.last_of("U1", rows.NOW),
    "reviews.act": lambda r: r.reviews.act("batch1"),
    "reviews.undo": lambda r: r.reviews.undo("batch1", LATER),
    "reviews.decide_all": lambda r: r.reviews.decide_all(ALL, rows.made()),
    "reviews.page": lambda r: r.reviews.page(ALL, limit=10),
    "reviews.count": lambda r: r.reviews.count(ALL),
    "reviews.unsought": lambda r: r.reviews.unsought(ALL, rows.NOW, limit=10),
    "reviews.groups": lambda r: r.reviews.groups(ALL, LeadGroup.COMPANY, limit=10),
    "reviews.group_count": lambda r: r.reviews.group_count(ALL, LeadGroup.COMPANY),
    "reviews.by_time": lambda r: r.reviews.by_time(ALL, DAY),
    "scores.newest": lambda r: r.scores.newest(),
    "scores.version": lambda r: r.scores.version(1),
    "scores.stale_count": lambda r: r.scores.stale_count(),
    "scores.make_all_stale": lambda r: r.scores.make_all_stale(),
    "scores.lead_count": lambda r: r.scores.lead_count(),
    "scores.take_stale": lambda r: r.scores.take_stale(10),
    "scores.newest_leads": lambda r: r.scores.newest_leads(10),
    "scores.facts": lambda r: r.scores.facts(["lead1"]),
    "scores.last_versions": lambda r: r.scores.last_versions(["lead1"]),
    "scores.history": lambda r: r.scores.history("lead1"),
    "scores.lead": lambda r: r.scores.lead("lead1"),
    "researches.get": lambda r: r.researches.get("research1"),
    "researches.of_lead": lambda r: r.researches.of_lead("lead1"),
    "researches.latest_starts": lambda r: r.researches.latest_starts(rows.NOW - timedelta(minutes=1), 10),
    "runs.newest_of": lambda r: r.runs.newest_of("plan1"),
    "runs.of": lambda r: r.runs.of("U1"),
    "runs.goals": lambda r: r.runs.goals("U1"),
    "runs.get": lambda r: r.runs.get("run1"),
    "runs.lock": lambda r: r.runs.lock("run1"),
    "runs.any_of": lambda r: r.runs.any_of("plan1", *RunStatus),
    "runs.with_status": lambda r: r.runs.with_status("U1", *RunStatus),
    "runs.going_on": lambda r: r.runs.going_on("U3", "D1", None),
    "runs.steps": lambda r: r.runs.steps("run1"),
    "runs.launch": lambda r: r.runs.launch("run1", 1, 1),
    "runs.rows": lambda r: r.runs.rows("run1"),
    "runs.count_rows": lambda r: r.runs.count_rows("run1", 1),
    "turns.get": lambda r: r.turns.get("turn1"),
    "turns.lock": lambda r: r.turns.lock("turn1"),
    "turns.recent": lambda r: r.turns.recent("U1", "D1", 6),
    "turns.in_thread": lambda r: r.turns.in_thread("U1", "D1", "1.1", 6),
    "turns.newest_in_thread": lambda r: r.turns.newest_in_thread("D1", "1.1"),
    "turns.judged": lambda r: r.turns.judged("U1", "show my runs"),
    "verdicts.counts": lambda r: r.verdicts.counts(),
    "verdicts.newest": lambda r: r.verdicts.newest(Opinion.GOOD, 10),
}
"""Every query, asked for what is in the other workspace."""

WRITES: dict[str, Ask] = {
    "conversations.rejoin": lambda r: r.conversations.rejoin("C1", "1.1"),
    "conversations.unshare": lambda r: r.conversations.unshare("C1"),
    "conversations.share": lambda r: r.conversations.share("C1", LATER),
    "conversations.speak_aside": lambda r: r.conversations.speak_aside("C1", "1.1", LATER),
    "alerts.raise_one": lambda r: r.alerts.raise_one(rows.alert()),
    "contacts.lock_waterfall": lambda r: r.contacts.lock_waterfall(LATER),
    "credentials.put": lambda r: r.credentials.put("U1", "linkedin", b"x", demo=True, at=rows.NOW),
    "events.claim": lambda r: r.events.claim("Ev1", rows.NOW),
    "imports.forget_content": lambda r: r.imports.forget_content("import1"),
    "imports.take_back": lambda r: r.imports.take_back("import1", ["lead1"], ORIGIN),
    "imports.remove": lambda r: r.imports.remove(["lead1"]),
    "imports.remove_keys": lambda r: r.imports.remove_keys([("email", "ada@berg.example")]),
    "leads.claim_keys": lambda r: r.leads.claim_keys("lead1", []),
    "lead_records.drop_keys": lambda r: r.lead_records.drop_keys("lead1", [("email", "ada@berg.example")]),
    "suppressions.salted": lambda r: r.suppressions.salted(),
    "suppressions.add": lambda r: r.suppressions.add(["f"], LATER),
    "suppressions.end": lambda r: r.suppressions.end("erasure1"),
    "members.lock_settings": lambda r: r.members.lock_settings(LATER),
    "people.lock": lambda r: r.people.lock("U1", LATER),
    "plans.give_inputs": lambda r: r.plans.give_inputs("plan1", "A.js", {"url": "theirs", "new": "theirs"}),
    "posts.claim": lambda r: r.posts.claim("plan:plan1", "D9", None, rows.NOW),
    "scores.count_up": lambda r: r.scores.count_up(1, 5, 5),
    "scores.end": lambda r: r.scores.end(1, LATER),
    "scores.word": lambda r: r.scores.word(1, "theirs"),
    "scores.put": lambda r: r.scores.put([rows.new_score()], []),
    "prospecting.put_company_list": lambda r: r.prospecting.put_company_list("their.csv", {}, "U9", LATER),
    "prospecting.put_standing": lambda r: r.prospecting.put_standing("serper", 9, 9, 0.1, LATER),
    "tasks.begin": lambda r: r.tasks.begin("task1", LATER, ExecutionOutcome.RUNNING, "theirs", rows.NOW),
    "tasks.told": lambda r: r.tasks.told("task1", LATER),
    "verdicts.put": lambda r: r.verdicts.put("plan", "plan1:1", "U1", Opinion.BAD, LATER),
}
"""Writes that name something by a key which the other workspace has as well."""

INSERTS = {
    "audit.add",
    "briefings.keep",
    "imports.add",
    "imports.put_content",
    "imports.add_leads",
    "imports.link",
    "contacts.add",
    "contacts.intend",
    "leads.add",
    "leads.put_facts",
    "leads.absorb",
    "leads.link_run",
    "lead_records.put_back",
    "lead_records.remove",
    "lead_records.note_merge",
    "suppressions.begin",
    "erasures.put",
    "leads.link_session",
    "members.add",
    "plans.add",
    "plans.add_version",
    "playbooks.add",
    "posts.answered",
    "priorities.add",
    "prospecting.add",
    "prospecting.add_companies",
    "prospecting.reach",
    "questions.add",
    "reviews.note",
    "researches.add",
    "runs.add",
    "runs.add_launch",
    "runs.add_rows",
    "scores.add_version",
    "simulated.add",
    "simulated.get",
    "tasks.add",
    "turns.add",
    "tasks.begin_default",
}
"""These take rows that were read or made in the same workspace before; a vendor's memory knows none."""


async def _merged_and_deleted(repos: Repositories) -> None:
    repos.lead_records.note_merge(rows.lead_merge())
    await repos.suppressions.salted()
    await repos.suppressions.add(["f"], rows.NOW)
    repos.suppressions.begin(rows.erasure())


async def _reviewed(repos: Repositories) -> None:
    """The lead has a score and was decided over."""
    await repos.scores.put([], [rows.score()])
    await repos.scores.add_version(rows.scoring_version())
    lead = await repos.reviews.lock("lead1")
    assert lead is not None
    repos.reviews.note(lead, rows.made())
    lead.batch = "batch1"
    await repos.leads.add(rows.lead(id="lead2", name="Cem", company="Tal", decision=Decision.REJECTED))


async def _of_leads(repos: Repositories) -> None:
    await _reviewed(repos)
    await _add_import(repos)
    await _seek_contacts(repos)
    repos.researches.add(rows.research())
    await _prospects(repos)


async def _seek_contacts(repos: Repositories) -> None:
    await repos.leads.add(rows.lead(id="lead3", company="Berg", email="bob@berg.example"))
    repos.contacts.add(rows.contact_search(), rows.contact_targets())
    await repos.session.flush()
    answered = {"outcome": LookupOutcome.REFUSED, "answered_at": rows.NOW, "millicents": 1}
    for row in (rows.lookup(), rows.lookup(provider="apollo") | answered):
        await repos.contacts.intend(row)
    (await repos.contacts.lock_waterfall(rows.NOW)).document = {"skipped": ["snov"]}


@pytest.fixture
async def seeded(store: Store) -> Store:
    """A workspace with a row in every table."""
    async with store.transaction(OURS) as repos:
        await repos.credentials.put("U1", "linkedin", b"sealed", demo=False, at=rows.NOW)
        await repos.events.claim("Ev1", rows.NOW)
        repos.plans.add(rows.plan())
        await repos.session.flush()
        repos.plans.add_version(rows.version())
        repos.plans.add(rows.approved(id="plan2"))
        await repos.session.flush()
        repos.plans.add_version(rows.version("plan2"))
        await repos.session.flush()
        await repos.plans.give_inputs("plan1", "A.js", {"url": "ours"})
        repos.playbooks.add(rows.playbook(shared=True))
        repos.plans.add(rows.plan(id="plan3", author="U3", status=PlanStatus.PLANNING))
        await repos.session.flush()
        repos.runs.add(rows.run(id="run3", plan_id="plan3", owner="U3", status=RunStatus.RUNNING), [])
        await repos.posts.claim("plan:plan1", "D1", "1.1", rows.NOW)
        await repos.posts.answered("plan:plan1", "2.2")
        repos.runs.add(rows.run(started_at=rows.NOW), [rows.step()])
        await repos.session.flush()
        repos.runs.add_launch(
            Launch(run_id="run1", position=1, attempt=1, container="c", launched_at=rows.NOW)
        )
        line = ResultRow(run_id="run1", position=1, attempt=1, number=0, source=None, line={"a": "b"})
        await repos.runs.add_rows([line])
        await repos.leads.add(rows.lead(company="Berg", blocked_at=rows.NOW))
        await _merged_and_deleted(repos)
        await repos.leads.claim_keys("lead1", [("email", "ada@berg.example")])
        fact = {"field": "name", "value": "Ada Berg", "source": "A.js", "seen_at": rows.NOW}
        await repos.leads.put_facts("lead1", [fact])
        await repos.leads.link_run("run1", "lead1", known=False)
        await _of_leads(repos)
        await repos.tasks.add(rows.task())
        await repos.tasks.begin("task1", rows.NOW, ExecutionOutcome.SKIPPED, "Too late.", rows.NOW)
        repos.questions.add(rows.question())
        await repos.conversations.share("C1", rows.NOW)
        await repos.conversations.speak_aside("C1", "1.1", rows.NOW)
        await repos.verdicts.put("plan", "plan1:1", "U1", Opinion.GOOD, rows.NOW)
        (await repos.people.lock("U1", rows.NOW)).document = {"style": "brief"}
        (await repos.members.lock_settings(rows.NOW)).document = {"connections": "admin"}
        repos.members.add(rows.member())
        repos.priorities.add(rows.priority(lead_id="lead1"))
        repos.audit.add(rows.audit_entry())
        repos.turns.add(rows.turn(verdict=TurnVerdict.CHOSEN))
        repos.plans.add(rows.plan(id="plan4", status=PlanStatus.EXPIRED))
        repos.runs.add(rows.run(id="run8", status=RunStatus.FINISHED, ended_at=rows.NOW), [])
        failed = rows.step(run_id="run9")
        failed.status = StepStatus.FAILED
        repos.runs.add(rows.run(id="run9", status=RunStatus.STOPPED), [failed])
        await repos.session.flush()
        await repos.briefings.keep(rows.briefing())
        await repos.alerts.raise_one(rows.alert())
    return store


async def _add_import(repos: Repositories) -> None:
    await repos.imports.add(rows.lead_import())
    await repos.imports.put_content("import1", b"Name\nAda\n")
    await repos.imports.link("import1", [("lead1", False)])
    await repos.imports.add(rows.lead_import(id="import2", owner="U3", status=ImportStatus.RUNNING))


async def _prospects(repos: Repositories) -> None:
    enriched_now = rows.prospect_company(enriching=CompanyWork.RUNNING)
    await repos.prospecting.add(rows.prospect_session(), [enriched_now])
    await repos.prospecting.reach(rows.milestone())
    await repos.prospecting.put_standing("serper", 1, 0, 0.5, rows.NOW)
    await repos.prospecting.put_company_list("ours.csv", {"companies": []}, "U1", rows.NOW)
    await repos.leads.link_session("session1", "lead1")


async def _contents(store: Store, workspace: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows, but those of another workspace."""
    async with store.engine.connect() as connection:
        found = {}
        for table in Base.metadata.sorted_tables:
            statement = select(table)
            if "workspace" in table.columns:
                statement = statement.where(table.columns.workspace == workspace)
            if table.name == "ls_event":
                statement = statement.where(table.columns.key.startswith(f"{workspace}:"))
            found[table.name] = sorted(map(tuple, await connection.execute(statement)), key=repr)
        return found


async def _asked(store: Store, workspace: str) -> dict[str, Any]:
    """What each query finds, each in a transaction that is undone."""
    found = {}
    for name, ask in READS.items():
        async with store.transaction(workspace) as repos:
            found[name] = await ask(repos)
            await repos.session.rollback()
    return found


async def test_a_query_finds_what_is_in_its_workspace(seeded: Store) -> None:
    found = await _asked(seeded, OURS)
    assert [name for name, answer in found.items() if answer in NOTHING] == []


async def test_a_query_finds_nothing_of_another_workspace(seeded: Store) -> None:
    found = await _asked(seeded, THEIRS)
    assert [name for name, answer in found.items() if answer not in NOTHING] == []


async def test_a_write_changes_nothing_of_another_workspace(seeded: Store) -> None:
    before = await _contents(seeded, OURS)
    for ask in (READS | WRITES).values():
        async with seeded.transaction(THEIRS) as repos:
            await ask(repos)
    assert await _contents(seeded, OURS) == before


def test_every_query_of_every_repository_is_among_these() -> None:
    repos = Repositories(None, OURS)  # type: ignore[arg-type]
    nouns = {name: each for name, each in vars(repos).items() if name not in {"session", "workspace"}}
    methods = {
        f"{noun}.{name}"
        for noun, each in nouns.items()
        for name, _ in inspect.getmembers(each, inspect.ismethod)
        if not name.startswith("_")
    }
    assert methods == READS.keys() | WRITES.keys() | INSERTS
