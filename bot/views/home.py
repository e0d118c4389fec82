"""Home: what waits for you, what runs, recent plans and leads, schedules, your accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agent.credentials import Connection
from agent.execution.card import RunCard
from agent.execution.executor import Failure
from agent.leads.service import LeadLine
from agent.people.person import Person
from agent.people.priorities import PriorityItem
from agent.planner.card import PlanCard, PlanStatus
from agent.planner.phantom import Account
from agent.playbooks.card import PlaybookCard
from agent.scheduling.card import TaskCard
from bot.views import blocks as b
from bot.views.approval import approval_part
from bot.views.lead import lead_text
from bot.views.plan import ACCOUNT_NAMES
from bot.views.playbook import NO_PLAYBOOKS, playbook_part
from bot.views.preferences import preferences_part
from bot.views.priority import priority_part
from bot.views.run import value_of, ways_on
from bot.views.schedule import schedule_part
from bot.views.settings import settings_part


@dataclass(frozen=True)
class HomePage:
    """Everything that Home shows; `links` leads to the message of a plan or run, by its id."""

    proposed: Sequence[PlanCard]
    waiting: Sequence[RunCard]
    running: Sequence[RunCard]
    recent: Sequence[PlanCard]
    leads: Sequence[LeadLine]
    lead_count: int
    playbooks: Sequence[PlaybookCard]
    schedules: Sequence[TaskCard]
    connections: dict[str, Connection]
    links: dict[str, str]
    priorities: Sequence[PriorityItem] = ()
    person: Person = field(default_factory=Person)
    settles: bool = False
    to_approve: Sequence[PlanCard] = ()


STATUS = {
    PlanStatus.PLANNING: "being planned",
    PlanStatus.PROPOSED: "waits for you",
    PlanStatus.APPROVED: "approved",
    PlanStatus.CANCELLED: "cancelled",
    PlanStatus.EXPIRED: "expired",
    PlanStatus.REFUSED: "could not be planned",
    PlanStatus.FAILED: "failed",
}


def home_view(page: HomePage) -> b.Block:
    """The Home tab."""
    blocks = [
        *(_part("To approve", approval_part(page.to_approve), "") if page.to_approve else []),
        *_part("Waiting for you", _waiting(page), "Nothing. Send me a goal in *Messages* and I'll plan it."),
        *_part("Running", _running(page), "Nothing is running."),
        *_part("Recent plans", _recent(page), "Your plans will be here."),
        *_part(f"Leads · {page.lead_count:,}", _leads(page), "The leads of your first run will be here."),
        *_part("Playbooks", playbook_part(page.playbooks), NO_PLAYBOOKS),
        *_part("Schedules", schedule_part(page.schedules), ""),
        *_part("Connections", _connections(page), ""),
        *_part("Priority list", priority_part(page.priorities), ""),
        *_part("Preferences", preferences_part(page.person), ""),
        *(_part("Settings", settings_part(), "") if page.settles else []),
    ]
    return {"type": "home", "blocks": blocks}


def _part(title: str, blocks: Iterator[b.Block], empty: str) -> list[b.Block]:
    return [b.header(title), *(list(blocks) or [b.context(empty)])]


def _link(page: HomePage, key: str, text: str) -> str:
    url = page.links.get(key)
    return f"<{url}|{b.escape(text).replace('|', '¦')}>" if url else b.escape(text)


def _waiting(page: HomePage) -> Iterator[b.Block]:
    for plan in page.proposed:
        expires = f"expires {b.when(plan.expires_at)}"
        yield b.section(
            f"*Plan:* {_link(page, plan.id, plan.goal_title)}\nwaits for your decision · {expires}"
        )
    for run in page.waiting:
        name = f"*Run:* {_link(page, run.id, run.title)}"
        if run.stopped_at is not None:
            yield b.section(f"{name}\n{b.escape(run.stopped_at.name)} stopped")
            ways = ways_on(run, run.stopped_at, run.stopped_at.failure or Failure.UNAVAILABLE)
            yield b.actions(*ways)
        elif run.form.missing:
            inputs = b.button("Inputs", "run_inputs", value_of(run), style="primary")
            yield b.section(f"{name}\n{run.form.missing} to add", inputs)
        else:
            start = b.button("Run", "run_start", value_of(run), style="primary")
            yield b.section(f"{name}\nready to run", start)


def _running(page: HomePage) -> Iterator[b.Block]:
    for run in page.running:
        now = next((step for step in run.steps if step.status.value == "running"), run.steps[0])
        done = f"{now.done:,} of {now.total:,}" if now.total else "starting"
        yield b.section(f"{_link(page, run.id, run.title)}\n{b.escape(now.name)} · {done}")


def _recent(page: HomePage) -> Iterator[b.Block]:
    for plan in page.recent:
        yield b.section(f"{_link(page, plan.id, plan.goal_title)}\n{STATUS[plan.status]}")


def _leads(page: HomePage) -> Iterator[b.Block]:
    for lead in page.leads:
        yield b.section(lead_text(lead))


def _connections(page: HomePage) -> Iterator[b.Block]:
    for account, name in ACCOUNT_NAMES.items():
        connection = page.connections.get(account.value)
        yield from _connection(account, name, connection)


def _connection(account: Account, name: str, connection: Connection | None) -> Iterator[b.Block]:
    if connection is None:
        set_it = b.button("Set", "connection_set", account.value)
        yield b.section(f"○  {name}\nnot set", set_it)
        return
    demo = "the demo account, " if connection.demo else ""
    sure = b.confirm(f"Remove the {name}?", "Runs that need it will stop until it is set again.", "Remove")
    yield b.section(f"●  {name}\n{demo}set {b.when(connection.set_at)}")
    yield b.actions(
        b.button("Replace", "connection_set", account.value),
        b.button("Remove", "connection_remove", account.value, confirm=sure),
        block_id=f"connection:{account.value}",
    )
