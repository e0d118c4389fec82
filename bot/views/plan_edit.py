"""The modal in which a plan is edited: its steps moved, removed, swapped, added, and why each is there."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from agent.planner.catalogue import Catalogue
from agent.planner.editing import LONGEST_REASON, Attempt
from agent.planner.phantom import Phantom
from agent.planner.plan import Choice, Plan, Step
from agent.planner.validation import MOST_STEPS
from bot import limits
from bot.views import blocks as b
from bot.views.plan import needs_and_gives

SHORTEST_QUERY = 2
_OURS, _OWN = "ours", "own"


def edit_modal(value: str, attempt: Attempt, choices: Sequence[Choice], catalogue: Catalogue) -> b.Block:
    """The plan as it would be. `value` names plan and version, `choices` tell which reasons are theirs."""
    plan = attempt.plan
    steps = zip(plan.steps, choices, strict=True)
    shown = [
        part for n, (step, choice) in enumerate(steps, 1) for part in _step(n, step, choice, plan, catalogue)
    ]
    problem = [b.alert(attempt.problem)] if attempt.problem else []
    return b.modal("Edit the plan", "plan_edit", value, [*problem, *shown, *_adding(plan)], submit="Save")


def _step(number: int, step: Step, choice: Choice, plan: Plan, catalogue: Catalogue) -> list[b.Block]:
    name = catalogue.phantom(step.script).name
    return [
        b.section(f"*{number} · {b.escape(name)}*"),
        b.context(needs_and_gives(step, catalogue)),
        b.text_input(
            _reason_id(step, choice),
            "Why it is there",
            value=step.why,
            multiline=True,
            optional=True,
            max_length=LONGEST_REASON,
        ),
        b.actions(*_controls(number, step, plan, catalogue), block_id=f"step:{step.script}"),
    ]


def _reason_id(step: Step, choice: Choice) -> str:
    """Slack keeps what stands in a field while its id stays: a reason of ours that changed has another."""
    if choice.why:
        return f"{_OWN}::{step.script}"
    return f"{_OURS}:{zlib.crc32(step.why.encode()):x}:{step.script}"


def _controls(number: int, step: Step, plan: Plan, catalogue: Catalogue) -> list[b.Block]:
    controls = []
    if number > 1:
        controls.append(b.button("Move up", "plan_step_up", step.script))
    if number < len(plan.steps):
        controls.append(b.button("Move down", "plan_step_down", step.script))
    controls.append(b.button("Remove", "plan_step_remove", step.script))
    if step.alternatives:
        options = [b.option(catalogue.phantom(script).name, script) for script in step.alternatives]
        controls.append(
            {
                "type": "static_select",
                "action_id": "plan_step_swap",
                "placeholder": b.plain("Swap for …", limits.PLACEHOLDER),
                "options": options,
            }
        )
    return controls


def _adding(plan: Plan) -> list[b.Block]:
    if len(plan.steps) >= MOST_STEPS:
        return [b.divider(), b.context(f"A plan has at most {MOST_STEPS} steps.")]
    search = {
        "type": "external_select",
        "action_id": "plan_step_add",
        "placeholder": b.plain("Search phantoms, e.g. verify e-mails", limits.PLACEHOLDER),
        "min_query_length": SHORTEST_QUERY,
    }
    # Another id for another plan, so that what was chosen does not stay in the menu.
    key = zlib.crc32(" ".join(plan.scripts).encode())
    return [
        b.divider(),
        {
            "type": "section",
            "block_id": f"add:{key:x}",
            "text": b.mrkdwn("*Add a step*\nIt goes where its stage belongs."),
            "accessory": search,
        },
    ]


def found_options(found: Iterable[Phantom]) -> list[b.Block]:
    """Phantoms as the search menu offers them."""
    return [b.option(f"{phantom.name} · {' + '.join(phantom.stages)}", phantom.script) for phantom in found]


def choices_in(view: dict[str, Any]) -> tuple[Choice, ...]:
    """The steps that a modal shows, each with its reason when a person wrote it."""
    entered = view["state"]["values"]
    return tuple(
        _choice(block, entered.get(block["block_id"], {}).get("value", {}))
        for block in view["blocks"]
        if block["type"] == "input"
    )


def _choice(block: b.Block, entered: dict[str, Any]) -> Choice:
    whose, _, script = block["block_id"].split(":", 2)
    shown = block["element"].get("initial_value", "")
    typed = entered["value"] or "" if "value" in entered else shown
    return Choice(script=script, why=typed if whose == _OWN or typed != shown else "")
