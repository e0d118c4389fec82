"""No tool shows, tells or changes anything of another person or workspace, whatever it is called with."""

from __future__ import annotations

import asyncio
from datetime import UTC
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from agent.leads.saving import Delivery, Found, save_leads
from agent.planner.plan import Outcome as Planned
from agent.roles import Actor
from agent.scheduling.proposal import Zone
from agent.tools import TOOLS
from agent.tools.heard import About, Memory, Noun, Past, Thread
from agent.tools.tool import Tool, Turn
from storage.models import Base, RunStatus
from tests.storage import rows
from tests.support import plan_with
from tests.workshop import NOW, Workshop, message, workshop_at

pytestmark = pytest.mark.long

MARK = "zebra"
"""Stands in everything that is theirs."""
STRANGERS = (Actor("T1", "U2"), Actor("T2", "U1"), Actor("T2", "U2"))
PLANNED = Planned(plan=plan_with(f"find {MARK} CTOs", "LinkedIn Search Export.js"))
ZONE = Zone("Europe/Berlin")


async def seeded(shop: Workshop) -> None:
    """Somebody has one of everything, and the others have nothing."""
    async with shop.store.transaction("T1") as repos:
        repos.plans.add(rows.approved(goal=f"find {MARK} CTOs"))
        await repos.session.flush()
        repos.plans.add_version(rows.version(document=PLANNED.model_dump(mode="json")))
        repos.plans.add(rows.plan(id="plan2", goal=f"more {MARK}", goal_ts="2.2"))
        await repos.session.flush()
        repos.playbooks.add(rows.playbook(name=MARK))
        for number, status in enumerate(RunStatus):
            run = rows.run(id=f"run{number}", status=status, started_at=NOW)
            repos.runs.add(run, [])
        await repos.session.flush()
        line = {"fullname": f"{MARK} Ada", "linkedinprofileurl": "https://www.linkedin.com/in/ada"}
        await save_leads(repos, [Found(line, dict.fromkeys(line, "A.js"))], Delivery("run3", "U1", NOW))
        schedule = {"kind": "once", "at": NOW.replace(year=2030).isoformat()}
        await repos.tasks.add(rows.task(what=f"feed the {MARK}", schedule=schedule))
        repos.turns.add(rows.turn(text=MARK))


THEIR_IDS = ("run0", "run1", "run2", "plan1", "plan2", "task1", "turn1")
MEMORIES = tuple(
    Memory((Past(MARK, "", About(noun=noun, id=one, listed=THEIR_IDS), NOW),), thread)
    for noun, one in (
        (Noun.RUNS, "run1"),
        (Noun.PLANS, "plan1"),
        (Noun.SCHEDULES, "task1"),
        (Noun.PLAYBOOKS, "plan1"),
    )
    for thread in (None, Thread(plan="plan2", run="run1", mine=True, waits=False, at=NOW))
)
"""Memories that nobody can have: of what is somebody else's."""
WHICH = st.sampled_from(
    ["", "that", "last", "all", "1", "2", "3", "99", MARK, "CTOs", "run1", "task1", "plan1", "\x00"]
)


def arguments_for(tool: Tool[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Arguments that this tool takes."""
    drawn: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in tool.arguments.model_fields.items():
        literals = [
            each for part in (field.annotation, *get_args(field.annotation)) for each in get_args(part)
        ]
        words = [each for each in literals if isinstance(each, str)]
        if get_origin(field.annotation) is tuple:
            continue
        if name in {"which", "goal", "what", "leads", "about"} and not words:
            drawn[name] = WHICH.filter(bool)
        elif words:
            drawn[name] = st.sampled_from(words)
    optional = {
        name: each for name, each in drawn.items() if not tool.arguments.model_fields[name].is_required()
    }
    required = {name: each for name, each in drawn.items() if name not in optional}
    if tool.name == "get_analytics":
        return st.just({})
    return st.fixed_dictionaries(required, optional=optional)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with somebody's things in it."""
    path = tmp_path_factory.mktemp("isolation")

    async def seed() -> None:
        async with workshop_at(path) as shop:
            await seeded(shop)

    asyncio.run(seed())
    return path


async def _theirs(shop: Workshop) -> dict[str, list[Any]]:
    """Every row of somebody's."""
    async with shop.store.engine.connect() as connection:
        found = {}
        for table in Base.metadata.sorted_tables:
            everything = (await connection.execute(select(table))).mappings().all()
            found[table.name] = [
                str(dict(each)) for each in everything if MARK in str(dict(each)) or "run" in table.name
            ]
        return found


async def _called(
    folder: Path, actor: Actor, name: str, arguments: dict[str, Any], memory: Memory
) -> tuple[str, bool]:
    """What a stranger is told and shown, and whether anything of somebody's has changed."""
    tool = next(each for each in TOOLS if each.name == name)
    async with workshop_at(folder) as shop:
        before = await _theirs(shop)
        said = message("show it", "9.9", workspace=actor.workspace, author=actor.user, thread_ts="1.1")
        uses = shop.assistant._turns.uses
        async with shop.store.transaction(actor.workspace) as repos:
            turn = Turn("turn9", said, actor, NOW, ZONE, memory, repos, uses)
            outcome = await tool.called(turn, arguments)
            told = f"{outcome.told} {outcome.shown} {outcome.about.id} {outcome.about.listed}"
            if outcome.about.noun is Noun.LEADS:
                await repos.session.flush()
                told += await uses.questions.told(repos, outcome.about.id, UTC)
            after = {name: await _rows_of(repos, name) for name in before}
            await repos.session.rollback()
        return told, all(set(before[table]) <= set(after[table]) for table in before)


async def _rows_of(repos: Any, name: str) -> list[str]:
    table = Base.metadata.tables[name]
    return [str(dict(each)) for each in (await repos.session.execute(select(table))).mappings().all()]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_stranger_gets_and_changes_nothing(folder: Path, data: st.DataObject) -> None:
    tool = data.draw(st.sampled_from(TOOLS))
    arguments = data.draw(arguments_for(tool))
    actor, memory = data.draw(st.sampled_from(STRANGERS)), data.draw(st.sampled_from(MEMORIES))
    told, unchanged = asyncio.run(_called(folder, actor, tool.name, arguments, memory))
    mine = MARK in str(arguments)
    assert mine or MARK not in told, (tool.name, arguments)
    assert not any(each in told for each in THEIR_IDS if each not in str(arguments)), (
        tool.name,
        arguments,
        told,
    )
    assert unchanged, (tool.name, arguments)


async def test_its_owner_finds_all_of_it(folder: Path) -> None:
    """So that what a stranger does not find is there to be found."""
    owner, memory = Actor("T1", "U1"), Memory()
    for name in ("show_runs", "show_plans", "schedules", "list_playbooks", "query_leads"):
        told, _ = await _called(folder, owner, name, {}, memory)
        assert MARK in told or "1 lead" in told, (name, told)


def test_no_tool_takes_a_workspace_or_a_person() -> None:
    taken = {name for tool in TOOLS for name in tool.arguments.model_fields}
    who = ("workspace", "team", "user", "author", "owner", "actor", "id")
    assert not {name for name in taken if name in who or name.endswith("_id")}
