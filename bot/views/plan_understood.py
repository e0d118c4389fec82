"""The modal in which what was understood of a goal is corrected."""

from __future__ import annotations

from typing import Any

from agent.planner.chips import ChipKind, understood
from agent.planner.goal import Goal
from agent.planner.work import Stage
from bot.views import blocks as b

_FIELDS = {
    ChipKind.TITLES: ("Who", "Roles, with commas between them"),
    ChipKind.SENIORITY: ("Seniority", "C-level, VP, director, head, manager, senior, entry …"),
    ChipKind.PLACE: ("Where", "A city, region or country; several with “or”"),
    ChipKind.INDUSTRY: ("Industry", "For example SaaS"),
    ChipKind.SIZE: ("Company size", "For example 50-200 employees"),
    ChipKind.COUNT: ("How many", "A whole number"),
    ChipKind.PLATFORM: ("Platform", "For example Sales Navigator"),
    ChipKind.DEADLINE: ("By when", "For example by Friday"),
}
_STAGES = {
    Stage.SEARCH: "Find them",
    Stage.ENRICH: "Complete what is known of them",
    Stage.CONTACT: "Find e-mails or phone numbers",
    Stage.OUTREACH: "Reach out to them",
    Stage.MANAGE: "Keep things tidy",
}


def understood_modal(value: str, goal: Goal, first: str = "") -> b.Block:
    """Everything understood, with the field first that was pressed. `value` names plan and version."""
    kinds = sorted(_FIELDS, key=lambda kind: kind != first)
    known = understood(goal)
    fields = [_field(kind, known[kind] or "", focused=kind == first) for kind in kinds]
    stages = [_wanted(goal), _ruled_out(goal)]
    shown = [*stages[::-1], *fields] if first == ChipKind.FORBIDDEN else [*fields, *stages]
    return b.modal("What I understood", "plan_understood", value, shown, submit="Plan with this")


def _field(kind: ChipKind, value: str, *, focused: bool) -> b.Block:
    label, hint = _FIELDS[kind]
    return b.text_input(
        kind, label, placeholder=hint, value=value, optional=True, max_length=200, focus_on_load=focused
    )


def _wanted(goal: Goal) -> b.Block:
    options = [b.option(_STAGES[stage], stage) for stage in Stage if stage in goal.wanted]
    return b.checkboxes(ChipKind.WANTED, "What to do", options, options)


def _ruled_out(goal: Goal) -> b.Block:
    stages = [stage for stage in Stage if stage is not Stage.SEARCH]
    options = {stage: b.option(_STAGES[stage], stage) for stage in stages}
    checked = [options[stage] for stage in stages if stage in goal.forbidden]
    return b.checkboxes(ChipKind.FORBIDDEN, "What not to do", list(options.values()), checked)


def said_in(view: dict[str, Any]) -> dict[ChipKind, str | None]:
    """What stands in the modal now, by chip."""
    entered = view["state"]["values"]
    return {ChipKind(block_id): _said(states["value"]) for block_id, states in entered.items()}


def _said(state: dict[str, Any]) -> str | None:
    if state["type"] != "checkboxes":
        return (state.get("value") or "").strip() or None
    checked = {option["value"] for option in state.get("selected_options") or ()}
    return ", ".join(stage for stage in Stage if stage in checked) or None
