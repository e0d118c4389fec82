"""What a run still needs from people: fields, what is known of them, and whether a value will do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agent.errors import AgentError
from agent.planner.catalogue import Catalogue
from agent.planner.phantom import Account, Alternative, InputField, Kind
from agent.planner.plan import Need, Plan, Step

VALUE_LIMIT = 3_000
Given = Mapping[tuple[str, str], str]
"""Values that people gave, by (script, input name)."""


class InvalidInputsError(AgentError):
    """Some values will not do; `fields` says which and why, a sentence each."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("Some of these values will not do.")
        self.fields = dict(fields)


@dataclass(frozen=True)
class NeedForm:
    """One input group of a step: what is given, and which alternative is shown."""

    need: Need
    values: Mapping[str, str]
    fields: tuple[InputField, ...]

    @property
    def given(self) -> Alternative | None:
        """The alternative that people gave in full."""
        return next((alt for alt in self.need.alternatives if all(self.values.get(n) for n in alt)), None)

    @property
    def missing(self) -> Alternative:
        """The inputs that must still be given (or confirmed, when they are prefilled)."""
        return () if self.given else self.need.asks

    @property
    def shown(self) -> Alternative:
        """The alternative to show first."""
        return self.given or self.need.proposed

    def start(self, name: str) -> str | None:
        """What the field starts with: the value given, else the one proposed."""
        return self.values.get(name) or self.need.prefills.get(name)


@dataclass(frozen=True)
class StepForm:
    """The inputs of one step."""

    position: int
    script: str
    name: str
    needs: tuple[NeedForm, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for need in self.needs for name in need.missing)


@dataclass(frozen=True)
class Form:
    """Everything a run needs; `accounts` are those that its owner has not set."""

    steps: tuple[StepForm, ...]
    accounts: tuple[Account, ...]

    @property
    def missing(self) -> int:
        """How many things people still have to give."""
        return len(self.accounts) + sum(len(step.missing) for step in self.steps)


def form_of(plan: Plan, given: Given, connected: Iterable[str], catalogue: Catalogue) -> Form:
    """What is there and what is missing for a plan."""
    steps = tuple(_step(number, step, given, catalogue) for number, step in enumerate(plan.steps, start=1))
    wanted = (catalogue.phantom(step.script).account for step in plan.steps)
    have = set(connected)
    accounts = tuple(dict.fromkeys(a for a in wanted if a is not None and a.value not in have))
    return Form(steps, accounts)


def _step(position: int, step: Step, given: Given, catalogue: Catalogue) -> StepForm:
    values = {name: value for (script, name), value in given.items() if script == step.script}
    needs = tuple(
        NeedForm(
            need,
            {name: values[name] for alt in need.alternatives for name in alt if name in values},
            tuple(
                catalogue.fields[name] for name in dict.fromkeys(n for alt in need.alternatives for n in alt)
            ),
        )
        for need in step.needs
    )
    return StepForm(position, step.script, catalogue.phantom(step.script).name, needs)


def effective(step: Step, given: Given) -> Step:
    """The step without the wires that a person replaced by a value of their own."""
    needs = tuple(
        need.model_copy(update={"wires": {}})
        if any(all((step.script, name) in given for name in alt) for alt in need.alternatives)
        else need
        for need in step.needs
    )
    return step.model_copy(update={"needs": needs})


def problem(field: InputField, value: str) -> str | None:
    """Why a value will not do for a field, as a sentence; None when it will."""
    if len(value) > VALUE_LIMIT:
        return f"That is too long: at most {VALUE_LIMIT:,} characters."
    if field.kind is Kind.NUMBER and not re.fullmatch(r"[0-9]{1,7}", value):
        return "That is not a whole number."
    if field.shape is None:
        return None
    wrong = (one for one in _each(field, value) if not re.fullmatch(field.shape, one))
    return next((_mismatch(field, one) for one in wrong), None)


def _each(field: InputField, value: str) -> list[str]:
    """The values of a list, in lines or between semicolons; a credential is one, whatever is in it."""
    if field.long or field.kind is Kind.CREDENTIAL:
        return [value]
    return [one.strip() for one in re.split(r"[\n;]+", value) if one.strip()] or [value]


def _mismatch(field: InputField, value: str) -> str:
    # A credential is never repeated, not even the wrong one.
    if field.kind is Kind.CREDENTIAL:
        return f"That does not look right. {field.help}"
    shown = value if len(value) <= 40 else f"{value[:39]}…"  # noqa: PLR2004 - fits a field error
    return f"“{shown}” does not look like this kind of value. Example: {field.example}"


def checked(fields: Iterable[InputField], values: Mapping[str, str | None]) -> dict[str, str | None]:
    """The values, trimmed, an empty one as None; raises with a sentence for each that will not do."""
    trimmed = {name: _readable(value or "").strip() or None for name, value in values.items()}
    by_name = {field.name: field for field in fields}
    problems = {
        name: sentence
        for name, value in trimmed.items()
        if value is not None and (sentence := problem(by_name[name], value)) is not None
    }
    if problems:
        raise InvalidInputsError(problems)
    return trimmed


def _readable(text: str) -> str:
    """Without control characters and halves of surrogate pairs, which no database and no form takes."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
