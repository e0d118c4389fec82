"""The inputs modal: what is missing first, then what is wired and open to change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from agent.execution.card import RunCard
from agent.execution.inputs import NeedForm, StepForm
from agent.planner.catalogue import Catalogue
from agent.planner.phantom import Alternative, InputField
from bot.views import blocks as b
from bot.views.connection import account_blocks
from bot.views.plan import ACCOUNT_NAMES

ONE_VIEW = 8
"""Fields that still fit one view; with more, each step gets its own."""


@dataclass(frozen=True)
class Opened:
    """What a modal's metadata carries: the run, the step shown (0 for all), choices made, wires opened."""

    run_id: str
    step: int = 0
    chosen: Mapping[str, int] = field(default_factory=dict)
    opened: tuple[str, ...] = ()

    def text(self) -> str:
        return json.dumps({"r": self.run_id, "p": self.step, "c": dict(self.chosen), "o": self.opened})

    @classmethod
    def parse(cls, text: str) -> Opened:
        read = json.loads(text)
        return cls(read["r"], read["p"], read["c"], tuple(read["o"]))

    def choosing(self, key: str, alternative: int) -> Opened:
        """With another alternative of one group of inputs."""
        return replace(self, chosen={**self.chosen, key: alternative})

    def overriding(self, key: str) -> Opened:
        """With one group of inputs open that an earlier step provides."""
        return replace(self, opened=(*self.opened, key))

    def alternative(self, key: str, form: NeedForm) -> Alternative | None:
        """The inputs to show of a group; None while an earlier step's values stand."""
        if form.need.wired and not form.given and key not in self.opened:
            return None
        return form.need.alternatives[self.chosen[key]] if key in self.chosen else form.shown


def field_id(step: StepForm, name: str) -> str:
    return f"{step.position}:{name}"


def need_id(step: StepForm, index: int) -> str:
    return f"{step.position}:{index}"


def first_page(card: RunCard) -> Opened:
    """All steps in one view, or the first one that misses something."""
    fields = sum(len(step.missing) for step in card.form.steps)
    if fields <= ONE_VIEW:
        return Opened(card.id)
    return Opened(card.id, step=next_step(card, 0) or 1)


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
    shown: list[b.Block] = []
    if opened.step in {0, next_step(card, 0)}:
        shown += _accounts(card, catalogue, demo=demo, own=own)
    steps = pages(card, opened)
    shown += _steps(steps, opened, typed or {}, provided=False)
    provided = _steps(steps, opened, typed or {}, provided=True)
    if provided:
        shown += [b.divider(), b.section("*Already provided*"), *provided]
    last = opened.step == 0 or next_step(card, opened.step) is None
    return b.modal(
        "Inputs",
        "run_inputs",
        opened.text(),
        shown or [b.section("Nothing is needed from you.")],
        submit="Save" if last else "Next",
    )


def _accounts(card: RunCard, catalogue: Catalogue, *, demo: bool, own: bool) -> Iterator[b.Block]:
    for account in card.form.accounts:
        if own:
            yield from account_blocks(account, catalogue, demo=demo)
        else:
            yield b.section(f"<@{card.owner}> still has to set their {ACCOUNT_NAMES[account]}.")


def _steps(
    steps: tuple[StepForm, ...], opened: Opened, typed: Mapping[str, str], *, provided: bool
) -> list[b.Block]:
    """The groups that an earlier step provides (or nobody must), or all others, under their steps' names."""
    shown: list[b.Block] = []
    for step in steps:
        needs = [
            block
            for index, form in enumerate(step.needs)
            if bool(form.need.wired or form.need.optional) is provided
            for block in _need(step, index, form, opened, typed)
        ]
        if needs:
            shown += [b.context(f"*{step.position} · {b.escape(step.name)}*"), *needs]
    return shown


def _need(
    step: StepForm, index: int, form: NeedForm, opened: Opened, typed: Mapping[str, str]
) -> list[b.Block]:
    key = need_id(step, index)
    chosen = opened.alternative(key, form)
    if chosen is None:
        return [_wired(form, key)]
    fields = {each.name: each for each in form.fields}
    blocks = [_choice(form, key, chosen)] if len(form.need.alternatives) > 1 else []
    for name in chosen:
        block_id = field_id(step, name)
        value = typed.get(block_id) or form.start(name) or ""
        optional = form.need.optional or form.need.wired is not None
        blocks.append(_field(block_id, fields[name], value, name in form.need.prefills, optional=optional))
    return blocks


def _wired(form: NeedForm, key: str) -> b.Block:
    wired = form.need.wired or ()
    names = " and ".join(each.label for each in form.fields if each.name in wired)
    return b.section(
        f"{names}: from step {form.need.wires[wired[0]].step}", b.button("Change", "inputs_open", key)
    )


def _choice(form: NeedForm, key: str, chosen: tuple[str, ...]) -> b.Block:
    labels = {each.name: each.label for each in form.fields}
    options = [
        b.option(" and ".join(labels[name] for name in alternative), str(number))
        for number, alternative in enumerate(form.need.alternatives)
    ]
    return {
        "type": "section",
        "block_id": f"choice:{key}",
        "text": b.mrkdwn("One of these is needed:"),
        "accessory": {
            "type": "static_select",
            "action_id": "inputs_choose",
            "options": options,
            "initial_option": options[form.need.alternatives.index(chosen)],
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
        for index, form in enumerate(step.needs):
            chosen = opened.alternative(need_id(step, index), form)
            if chosen is None:
                continue
            names = (each.name for each in form.fields)
            values = {name: typed.get(field_id(step, name)) if name in chosen else None for name in names}
            found.setdefault(step.position, {}).update(values)
    return found
