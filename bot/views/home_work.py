"""Home's first parts: what waits for a decision, and what runs."""

from __future__ import annotations

from agent.execution.card import RunCard, StepStatus
from agent.execution.executor import Failure
from agent.planner.card import PlanCard
from bot.views import blocks as b
from bot.views.home_page import HomePage
from bot.views.run import cancel_button, value_of, ways_on

AT_HOME = 5
"""Of each kind; the store gives no more."""


def waiting_part(page: HomePage) -> list[b.Block]:
    """Decisions first, then runs that need something."""
    shown = [b.section(_plan(page, plan)) for plan in page.proposed]
    shown += [block for run in page.waiting for block in _waits(page, run)]
    if not shown:
        return [b.section("Nothing waits for you.\nSend me a goal and I'll plan it.", new_goal())]
    if len(page.proposed) >= AT_HOME or len(page.waiting) >= AT_HOME:
        shown.append(b.context("These are the newest; older ones wait in their threads."))
    return shown


def running_part(page: HomePage) -> list[b.Block]:
    """How far each run is."""
    if not page.running:
        fill = b.button("Start a playbook", "playbooks_open", "all") if page.playbooks else new_goal()
        return [b.section("Nothing is running.\nA plan that you approve runs here.", fill)]
    return [b.section(_progress(page, run), cancel_button(run)) for run in page.running]


def new_goal(text: str = "New goal") -> b.Block:
    """The button that asks whom to reach."""
    return b.button(text, "goal_new", "home")


def goal_modal(example: str) -> b.Block:
    """Asks whom to reach; the plan is made in the conversation."""
    field = b.text_input(
        "goal",
        "Who do you want to reach?",
        hint="I'll plan it in Messages. Nothing runs before you approve it.",
        placeholder=example,
        multiline=True,
        max_length=2_000,
        focus_on_load=True,
    )
    return b.modal("New goal", "goal_new", "", [field], submit="Plan it")


def _plan(page: HomePage, plan: PlanCard) -> str:
    expires = f"expires {b.when(plan.expires_at)}"
    return f"*Plan:* {page.linked(plan.id, plan.goal_title)}\nwaits for your decision · {expires}"


def _waits(page: HomePage, run: RunCard) -> list[b.Block]:
    name = f"*Run:* {page.linked(run.id, run.title)}"
    if run.stopped_at is not None:
        ways = ways_on(run, run.stopped_at, run.stopped_at.failure or Failure.UNAVAILABLE)
        return [b.section(f"{name}\n{b.escape(run.stopped_at.name)} stopped"), b.actions(*ways)]
    if run.form.missing:
        inputs = b.button("Inputs", "run_inputs", value_of(run), style="primary")
        return [b.section(f"{name}\n{run.form.missing} to add", inputs)]
    start = b.button("Run", "run_start", value_of(run), style="primary")
    return [b.section(f"{name}\nready to run", start)]


def _progress(page: HomePage, run: RunCard) -> str:
    now = next((step for step in run.steps if step.status is StepStatus.RUNNING), run.steps[0])
    done = f"{now.done:,} of {now.total:,}" if now.total else "starting"
    step = f"step {now.position} of {len(run.steps)} · " if len(run.steps) > 1 else ""
    return f"{page.linked(run.id, run.title)}\n{step}{b.escape(now.name)} · {done}"
