"""Queries: what they find, in which order, and what they do twice."""

from __future__ import annotations

from datetime import timedelta

from storage.models import ExecutionOutcome, Launch, PlanStatus, ResultRow, RunStatus, TaskStatus
from storage.repositories import Repositories
from storage.repositories.tasks import due_tasks
from storage.store import Store
from tests.storage import rows

LATER = rows.NOW + timedelta(minutes=1)


async def _planned(repos: Repositories) -> None:
    repos.plans.add(rows.plan())
    await repos.session.flush()


async def _running(repos: Repositories) -> None:
    await _planned(repos)
    repos.runs.add(rows.run(), [rows.step(2), rows.step(1)])
    await repos.session.flush()


def _line(number: int, text: str = "x", *, position: int = 1, attempt: int = 1) -> ResultRow:
    return ResultRow(
        run_id="run1", position=position, attempt=attempt, number=number, source=None, line={"a": text}
    )


async def test_a_delivery_is_taken_once(store: Store) -> None:
    async with store.transaction("T1") as repos:
        assert await repos.events.claim("Ev1", rows.NOW)
        assert not await repos.events.claim("Ev1", rows.NOW)


async def test_the_newest_plan_of_a_thread_is_found(store: Store) -> None:
    async with store.transaction("T1") as repos:
        repos.plans.add(rows.plan(id="old"))
        repos.plans.add(rows.plan(id="new", created_at=LATER))
        await repos.session.flush()
        newest = await repos.plans.newest_in_thread("D1", "1.1")
        of_message = await repos.plans.of_message("D1", "1.1")
    assert (newest.id, of_message.id) == ("new", "new")  # type: ignore[union-attr]


async def test_plans_that_wait_come_oldest_first_and_others_not_at_all(store: Store) -> None:
    async with store.transaction("T1") as repos:
        repos.plans.add(rows.plan(id="second", created_at=LATER))
        repos.plans.add(rows.plan(id="first"))
        repos.plans.add(rows.plan(id="decided", status=PlanStatus.APPROVED))
        repos.plans.add(rows.plan(id="another's", author="U2"))
        await repos.session.flush()
        assert [plan.id for plan in await repos.plans.proposed("U1")] == ["first", "second"]
        assert [plan.id for plan in await repos.plans.recent("U1", limit=1)] == ["second"]


async def test_approved_plans_come_in_order_each_up_to_the_version_that_was_approved(store: Store) -> None:
    numbers = (("later", 1), ("anew", 3), ("anew", 1), ("anew", 2), ("open", 1), ("theirs", 1))
    async with store.transaction("T1") as repos:
        repos.plans.add(rows.approved(id="later", decided_at=LATER))
        repos.plans.add(rows.approved(id="anew", since=1, version=3))
        repos.plans.add(rows.plan(id="open"))
        repos.plans.add(rows.approved("T2", id="theirs"))
        await repos.session.flush()
        for plan_id, number in numbers:
            repos.plans.add_version(rows.version(plan_id, number))
        await repos.session.flush()
        plans = repos.plans.approved()
        found = [(plan.id, [each.number for each in versions]) async for plan, versions in plans]
    assert found == [("anew", [2, 3]), ("later", [1])]
    assert await store.workspaces() == ["T1", "T2"]


async def test_inputs_are_kept_replaced_and_taken_back(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _planned(repos)
        await repos.plans.give_inputs("plan1", "A.js", {"url": "one", "name": "n"})
        await repos.plans.give_inputs("plan1", "A.js", {"url": "two", "name": None})
        await repos.session.flush()
        assert await repos.plans.inputs("plan1") == {("A.js", "url"): "two"}


async def test_a_person_sees_their_own_playbooks_and_the_shared_ones_the_last_used_first(
    store: Store,
) -> None:
    async with store.transaction("T1") as repos:
        for plan_id in ("own", "shared", "private"):
            repos.plans.add(rows.plan(id=plan_id))
            await repos.session.flush()
            repos.plans.add_version(rows.version(plan_id))
        repos.playbooks.add(rows.playbook(plan_id="own"))
        repos.playbooks.add(rows.playbook(plan_id="shared", owner="U2", shared=True, used_at=LATER))
        repos.playbooks.add(rows.playbook(plan_id="private", owner="U2"))
        await repos.session.flush()
        seen = await repos.playbooks.visible("U1")
        newest = await repos.playbooks.visible("U1", limit=1)
    assert [row.plan_id for row, _ in seen] == ["shared", "own"]
    assert [row.plan_id for row, _ in newest] == ["shared"]


async def test_a_playbook_keeps_the_version_that_was_approved(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _planned(repos)
        repos.plans.add_version(rows.version(number=1))
        repos.plans.add_version(rows.version(number=2))
        repos.playbooks.add(rows.playbook(plan_version=2))
        await repos.session.flush()
        kept = await repos.playbooks.get("plan1")
        assert kept is not None
        assert kept[1].document == {"n": 2}


async def test_a_removed_playbook_leaves_its_plan(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _planned(repos)
        repos.plans.add_version(rows.version())
        repos.playbooks.add(rows.playbook())
        await repos.session.flush()
        assert await repos.playbooks.remove("plan1")
        await repos.session.flush()
        assert not await repos.playbooks.remove("plan1")
        assert await repos.plans.get("plan1") is not None


async def test_steps_come_in_order(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _running(repos)
        assert [step.position for step in await repos.runs.steps("run1")] == [1, 2]


async def test_a_row_that_is_there_stays_as_it_is(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _running(repos)
        await repos.runs.add_rows([_line(0, "first"), _line(1)])
        await repos.runs.add_rows([_line(0, "again"), _line(2)])
        assert [row.line["a"] for row in await repos.runs.rows("run1")] == ["first", "x", "x"]
        assert await repos.runs.count_rows("run1", 1) == 3
        assert await repos.runs.count_rows("run1", 2) == 0


async def test_rows_come_by_step_attempt_and_number(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _running(repos)
        await repos.runs.add_rows([_line(0, "c", position=2), _line(0, "b", attempt=2), _line(0, "a")])
        assert [row.line["a"] for row in await repos.runs.rows("run1")] == ["a", "b", "c"]


async def test_many_rows_are_kept_at_once(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _running(repos)
        await repos.runs.add_rows([_line(number) for number in range(1_234)])
        assert await repos.runs.count_rows("run1", 1) == 1_234


async def test_a_launch_is_found_by_step_and_attempt(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _running(repos)
        repos.runs.add_launch(
            Launch(run_id="run1", position=1, attempt=2, container="c", launched_at=rows.NOW)
        )
        await repos.session.flush()
        found = await repos.runs.launch("run1", 1, 2)
        assert found is not None
        assert found.container == "c"
        assert await repos.runs.launch("run1", 1, 1) is None


async def test_runs_are_found_by_state_newest_first(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _planned(repos)
        repos.runs.add(rows.run(id="old"), [])
        repos.runs.add(rows.run(id="new", created_at=LATER, status=RunStatus.STOPPED), [])
        repos.runs.add(rows.run(id="over", created_at=LATER, status=RunStatus.FINISHED), [])
        await repos.session.flush()
        found = await repos.runs.with_status("U1", RunStatus.WAITING, RunStatus.STOPPED)
        assert [run.id for run in found] == ["new", "old"]


async def test_a_message_is_claimed_once_and_remembers_where_it_is(store: Store) -> None:
    async with store.transaction("T1") as repos:
        assert await repos.posts.claim("k", "D1", "1.1", rows.NOW)
        assert not await repos.posts.claim("k", "D1", "1.1", rows.NOW)
        await repos.posts.answered("k", "2.2")
        await repos.session.flush()
        found = await repos.posts.of(["k", "other"])
        assert {key: post.ts for key, post in found.items()} == {"k": "2.2"}


async def test_an_account_is_replaced_and_removed(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await repos.credentials.put("U1", "linkedin", b"one", demo=True, at=rows.NOW)
        await repos.credentials.put("U1", "linkedin", b"two", demo=False, at=LATER)
        await repos.session.flush()
        assert [row.sealed for row in await repos.credentials.of("U1")] == [b"two"]
        assert await repos.credentials.remove("U1", "linkedin")
        await repos.session.flush()
        assert not await repos.credentials.remove("U1", "linkedin")


async def test_a_lead_is_found_by_any_of_its_keys_once(store: Store) -> None:
    keys = [("email", "a@b.example"), ("profile", "https://l/in/a")]
    async with store.transaction("T1") as repos:
        await repos.leads.add(rows.lead())
        await repos.leads.claim_keys("lead1", keys)
        assert [lead.id for lead in await repos.leads.by_keys(keys)] == ["lead1"]
        assert [lead.id for lead in await repos.leads.by_keys(keys[1:])] == ["lead1"]
        assert await repos.leads.by_keys([]) == []


async def test_a_key_belongs_to_whom_it_was_claimed_for_first(store: Store) -> None:
    key = [("email", "a@b.example")]
    async with store.transaction("T1") as repos:
        await repos.leads.add(rows.lead(id="first"))
        await repos.leads.add(rows.lead(id="second"))
        await repos.leads.claim_keys("first", key)
        await repos.leads.claim_keys("second", key)
        assert [lead.id for lead in await repos.leads.by_keys(key)] == ["first"]


async def test_a_fact_keeps_its_newest_sighting(store: Store) -> None:
    def seen(source: str, at: object) -> list[dict[str, object]]:
        return [{"field": "name", "value": "Ada", "source": source, "seen_at": at}]

    async with store.transaction("T1") as repos:
        await repos.leads.add(rows.lead())
        await repos.leads.put_facts("lead1", seen("first", rows.NOW))
        await repos.leads.put_facts("lead1", seen("newer", LATER))
        await repos.leads.put_facts("lead1", seen("older", rows.NOW))
        assert [(fact.source, fact.seen_at) for fact in await repos.leads.facts("lead1")] == [
            ("newer", LATER)
        ]


async def test_a_run_counts_its_people_emails_and_acquaintances(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _running(repos)
        await repos.leads.add(rows.lead(id="a", email="a@b.example"))
        await repos.leads.add(rows.lead(id="b", name="Bo"))
        await repos.leads.link_run("run1", "a", known=True)
        await repos.leads.link_run("run1", "a", known=False)
        await repos.leads.link_run("run1", "b", known=False)
        assert await repos.leads.counts_of_run("run1") == (2, 1, 1)
        assert [lead.id for lead in await repos.leads.of_run("run1")] == ["a", "b"]


async def test_two_leads_that_are_one_person_become_one(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await _running(repos)
        await repos.leads.add(rows.lead(id="keep"))
        gone = rows.lead(id="gone")
        await repos.leads.add(gone)
        await repos.leads.claim_keys("gone", [("email", "a@b.example")])
        fact = {"field": "email", "value": "a@b.example", "source": "A.js", "seen_at": rows.NOW}
        await repos.leads.put_facts("gone", [fact])
        await repos.leads.link_run("run1", "gone", known=False)
        await repos.leads.absorb("keep", gone)
        assert [lead.id for lead in await repos.leads.by_keys([("email", "a@b.example")])] == ["keep"]
        assert [fact.value for fact in await repos.leads.facts("keep")] == ["a@b.example"]
        assert [lead.id for lead in await repos.leads.of_run("run1")] == ["keep"]
        assert await repos.leads.count("U1") == 1


async def test_the_simulated_vendor_keeps_the_first_launch_of_a_key(store: Store) -> None:
    def launch(document: str) -> dict[str, object]:
        return {
            "key": "k",
            "container": "c",
            "document": document,
            "failure": None,
            "launched_at": rows.NOW,
        }

    async with store.transaction("simulation") as repos:
        await repos.simulated.add(launch("one"))
        await repos.simulated.add(launch("two"))
        found = await repos.simulated.get("c")
        assert found is not None
        assert found.document == "one"


async def test_a_time_that_a_task_is_due_is_noted_once(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await repos.tasks.add(rows.task())
        skipped = ExecutionOutcome.SKIPPED
        assert await repos.tasks.begin("task1", rows.NOW, skipped, "Too late.", rows.NOW)
        assert not await repos.tasks.begin("task1", rows.NOW, skipped, "Again.", rows.NOW)
        assert await repos.tasks.begin("task1", LATER, ExecutionOutcome.DONE, "Sent.", LATER)
        assert [each.sentence for each in await repos.tasks.executions("task1")] == ["Sent.", "Too late."]
        assert [each.sentence for each in await repos.tasks.untold("task1")] == ["Too late."]
        await repos.tasks.told("task1", LATER)
        assert await repos.tasks.untold("task1") == []


async def test_what_is_due_is_found_in_every_workspace(store: Store) -> None:
    for workspace, number in (("T1", 1), ("T2", 2)):
        async with store.transaction(workspace) as repos:
            await repos.tasks.add(rows.task(workspace, id=f"due{number}"))
            await repos.tasks.add(rows.task(workspace, id=f"later{number}", next_at=LATER))
            await repos.tasks.add(rows.task(workspace, id=f"paused{number}", status=TaskStatus.PAUSED))
    async with store.reading("") as repos:
        found = await due_tasks(repos.session, rows.NOW)
    assert sorted(found) == [("T1", "due1", rows.NOW), ("T2", "due2", rows.NOW)]


async def test_a_person_sees_what_they_saved_newest_first_and_last_what_is_over(store: Store) -> None:
    async with store.transaction("T1") as repos:
        await repos.tasks.add(rows.task(id="old"))
        await repos.tasks.add(rows.task(id="new", created_at=LATER, status=TaskStatus.PAUSED))
        await repos.tasks.add(rows.task(id="over", created_at=LATER, status=TaskStatus.ENDED))
        await repos.tasks.add(rows.task(id="draft", status=TaskStatus.DRAFT))
        await repos.tasks.add(rows.task(id="theirs", owner="U2"))
        assert [each.id for each in await repos.tasks.of("U1")] == ["new", "old", "over"]
