"""The inputs modal: what is missing first, then what is wired and open to change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from agent.execution.card import RunCard
from agent.execution.inputs import NeedForm, StepForm
from agent.planner.catalogue import Catalogue
from agent.planner.phantom import InputField
from bot.views import blocks as b
from bot.views.connection import account_blocks
from bot.views.plan import ACCOUNT_NAMES

ONE_VIEW = 8
"""Fields that still fit one view; with more, each step gets its own."""


@dataclass(frozen=True)
class Opened:
    """What a modal's metadata carries: the run, the step shown (0 for all), choices made, wires opened."""

    run_id: str
    segment: int
    step: int = 0
    chosen: Mapping[str, int] = field(default_factory=dict)
    opened: tuple[str, ...] = ()

    def text(self) -> str:
        return json.dumps(
            {"r": self.run_id, "s": self.segment, "p": self.step, "c": dict(self.chosen), "o": self.opened}
        )

    @classmethod
    def parse(cls, text: str) -> Opened:
        read = json.loads(text)
        return cls(read["r"], read["s"], read["p"], read["c"], tuple(read["o"]))


def field_id(step: StepForm, name: str) -> str:
    return f"{step.position}:{name}"


def need_id(step: StepForm, index: int) -> str:
    return f"{step.position}:{index}"


def first_page(card: RunCard, segment: int) -> Opened:
    """All steps in one view, or the first one that misses something."""
    fields = sum(len(step.missing) for step in card.form.steps)
    if fields <= ONE_VIEW:
        return Opened(card.id, segment)
    return Opened(card.id, segment, step=next_step(card, 0) or 1)


def next_step(card: RunCard, after: int) -> int | None:
    """The next step that misses something."""
    return next((s.position for s in card.form.steps if s.position > after and s.missing), None)


def pages(card: RunCard, opened: Opened) -> tuple[StepForm, ...]:
    """The steps that this view shows."""
    return tuple(step for step in card.form.steps if opened.step in {0, step.position})


def inputs_modal(
    card: RunCard,
    opened: Opened,
    catalogue: Catalogue,
    *,
    typed: Mapping[str, str] | None = None,
    demo: bool,
    own: bool,
) -> b.Block:
    """The modal; `typed` is what the person has typed so far, `own` whether the accounts are theirs."""
    first = opened.step in {0, next_step(card, 0)}
    shown = list(_accounts(card, catalogue, demo=demo, own=own)) if first else []
    steps = pages(card, opened)
    typed = typed or {}
    shown += [block for step in steps for block in _step(step, opened, typed, wired=False)]
    wired = [block for step in steps for block in _step(step, opened, typed, wired=True)]
    if wired:
        shown += [b.divider(), b.section("*Already provided*"), *wired]
    if not shown:
        shown = [b.section("Nothing is needed from you.")]
    last = opened.step == 0 or next_step(card, opened.step) is None
    return b.modal("Inputs", "run_inputs", opened.text(), shown, submit="Save" if last else "Next")


def _accounts(card: RunCard, catalogue: Catalogue, *, demo: bool, own: bool) -> Iterator[b.Block]:
    for account in card.form.accounts:
        if own:
            yield from account_blocks(account, catalogue, demo=demo)
        else:
            yield b.section(f"<@{card.owner}> still has to set their {ACCOUNT_NAMES[account]}.")


def _step(step: StepForm, opened: Opened, typed: Mapping[str, str], *, wired: bool) -> list[b.Block]:
    blocks: list[b.Block] = []
    for index, need in enumerate(step.needs):
        if bool(need.need.wired or need.need.optional) is wired:
            blocks += _need(step, index, need, opened, typed)
    if blocks:
        blocks.insert(0, b.context(f"*{step.position} · {b.escape(step.name)}*"))
    return blocks


def _need(
    step: StepForm, index: int, need: NeedForm, opened: Opened, typed: Mapping[str, str]
) -> list[b.Block]:
    key = need_id(step, index)
    if need.need.wired and not need.given and key not in opened.opened:
        return [_wired(need, key)]
    chosen = need.need.alternatives[opened.chosen[key]] if key in opened.chosen else need.shown
    fields = {each.name: each for each in need.fields}
    blocks = [_choice(need, key, chosen)] if len(need.need.alternatives) > 1 else []
    for name in chosen:
        block_id = field_id(step, name)
        value = typed.get(block_id) or need.start(name) or ""
        optional = need.need.optional or need.need.wired is not None
        blocks.append(_field(block_id, fields[name], value, name in need.need.prefills, optional=optional))
    return blocks


def _wired(need: NeedForm, key: str) -> b.Block:
    names = " and ".join(each.label for each in need.fields if each.name in (need.need.wired or ()))
    steps = ", ".join(str(need.need.wires[name].step) for name in (need.need.wired or ())[:1])
    return b.section(f"{names}: from step {steps}", b.button("Change", "inputs_open", key))


def _choice(need: NeedForm, key: str, chosen: tuple[str, ...]) -> b.Block:
    labels = {each.name: each.label for each in need.fields}
    options = [
        b.option(" and ".join(labels[name] for name in alternative), str(number))
        for number, alternative in enumerate(need.need.alternatives)
    ]
    return {
        "type": "section",
        "block_id": f"choice:{key}",
        "text": b.mrkdwn("One of these is needed:"),
        "accessory": {
            "type": "static_select",
            "action_id": "inputs_choose",
            "options": options,
            "initial_option": options[need.need.alternatives.index(chosen)],
        },
    }


def _field(block_id: str, spec: InputField, value: str, prefilled: bool, *, optional: bool) -> b.Block:
    hint = f"{spec.help} Example: {spec.example}"
    if prefilled:
        hint = f"I took this from your goal: please check. {spec.help}"
    return b.text_input(block_id, spec.label, hint=hint, value=value, multiline=spec.long, optional=optional)


def values_in(
    steps: tuple[StepForm, ...], opened: Opened, typed: Mapping[str, str]
) -> dict[int, dict[str, str | None]]:
    """What was typed, by step; an alternative that is not shown any more is taken back."""
    found: dict[int, dict[str, str | None]] = {}
    for step in steps:
        for index, need in enumerate(step.needs):
            key = need_id(step, index)
            if need.need.wired and not need.given and key not in opened.opened:
                continue
            chosen = need.need.alternatives[opened.chosen[key]] if key in opened.chosen else need.shown
            names = {name for alternative in need.need.alternatives for name in alternative}
            values = {name: typed.get(field_id(step, name)) if name in chosen else None for name in names}
            found.setdefault(step.position, {}).update(values)
    return found
