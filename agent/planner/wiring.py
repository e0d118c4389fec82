"""Binding every input of a plan: to an earlier step's output, to what the goal says, or to a question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote

from agent.planner.catalogue import Catalogue
from agent.planner.goal import Goal
from agent.planner.phantom import Alternative, InputField, Kind, Phantom
from agent.planner.plan import Choice, Need, Step, Wire
from agent.planner.urls import BUILDERS, x_search
from agent.planner.work import Origin, Task

STARTS: Mapping[Origin, str] = MappingProxyType(
    {
        Origin.SEARCH: "linkedinsearchurl",
        Origin.SALES_NAVIGATOR: "salesnavigatorsearchurl",
        Origin.GROUP: "linkedingroupurl",
        Origin.PROFILES: "linkedinprofileurl",
        Origin.COMPANY_PAGES: "linkedincompanyurl",
        Origin.RECRUITER: "recruiterprofileurl",
    }
)
"""The input that names an origin, for phantoms that take one of several."""

BETWEEN = "; "
"""Stands between several values of one input."""

_TELLING = 6
"""Words of a goal that are a question to an AI."""
_LINK = re.compile(r"https?://\S+")

WELCOME = "Hi {first name}, thank you for connecting. What are you working on these days?"
GREETING = "Hi {{first name}}, how are you? {} May I ask you one question about your work?"
"""Drafts of messages; whoever sends one may write it anew."""


def wire(goal: Goal, choices: Sequence[Choice], catalogue: Catalogue) -> tuple[Step, ...]:
    """The steps of a plan. A choice that the catalogue does not know is left out: validation names it."""
    known = [(choice, phantom) for choice in choices if (phantom := catalogue.get(choice.script))]
    phantoms = [phantom for _, phantom in known]
    return tuple(
        Step(
            script=phantom.script,
            why=choice.why,
            stages=tuple(stage for stage in phantom.stages if stage in goal.wanted) or phantom.stages,
            needs=needs(goal, phantom, phantoms[:number], catalogue),
        )
        for number, (choice, phantom) in enumerate(known)
    )


def needs(goal: Goal, phantom: Phantom, earlier: Sequence[Phantom], catalogue: Catalogue) -> tuple[Need, ...]:
    """Every input group of a phantom, fed from the earlier steps and from the goal."""
    fields = catalogue.fields
    wires = {
        name: found
        for name in phantom.inputs
        if (found := _wire(name, earlier, fields) or _passed_on(name, goal, earlier, fields))
    }
    prefills = {
        name: value
        for name in phantom.inputs
        if name not in wires and (value := _prefill(name, goal)) is not None
    }
    required = tuple(_need(_preferred(group, goal), wires, prefills) for group in phantom.groups)
    offered = tuple(_need(((name,),), wires, prefills, optional=True) for name in phantom.optional)
    return (*required, *offered)


def _preferred(group: tuple[Alternative, ...], goal: Goal) -> tuple[Alternative, ...]:
    """The alternatives with the one first that the goal gives a link for, else the one it speaks of."""
    named = STARTS.get(goal.origin) if goal.origin else None

    def rank(alternative: Alternative) -> tuple[bool, bool]:
        return not set(alternative) <= goal.urls.keys(), named not in alternative

    return tuple(sorted(group, key=rank))


def _need(
    alternatives: tuple[Alternative, ...],
    wires: Mapping[str, Wire],
    prefills: Mapping[str, str],
    *,
    optional: bool = False,
) -> Need:
    names = {name for alternative in alternatives for name in alternative}
    return Need(
        alternatives=alternatives,
        wires={name: wires[name] for name in wires if name in names},
        prefills={name: prefills[name] for name in prefills if name in names},
        optional=optional,
    )


def _wire(name: str, earlier: Sequence[Phantom], fields: Mapping[str, InputField]) -> Wire | None:
    """The latest earlier step that yields this input, by its own name or one that carries the same."""
    field = fields.get(name)
    if field is None or field.kind is Kind.CREDENTIAL:
        return None
    for number in range(len(earlier), 0, -1):
        phantom = earlier[number - 1]
        if field.subject not in {None, phantom.rows}:
            continue
        output = next((output for output in (name, *field.fed_by) if output in phantom.outputs), None)
        if output is not None and not _is_credential(output, fields):
            return Wire(step=number, output=output)
    return None


def _passed_on(
    name: str, goal: Goal, earlier: Sequence[Phantom], fields: Mapping[str, InputField]
) -> Wire | None:
    """The first step, where it works on given people and repeats them ("like, then connect")."""
    first = earlier[0] if earlier else None
    if first is None or goal.origin is not Origin.PROFILES or name not in STARTS.values():
        return None
    repeats = name in first.inputs and name in first.outputs and fields[name].subject is not None
    return Wire(step=1, output=name) if repeats else None


def _is_credential(output: str, fields: Mapping[str, InputField]) -> bool:
    return output in fields and fields[output].kind is Kind.CREDENTIAL


def _prefill(name: str, goal: Goal) -> str | None:
    """What the goal itself says for an input."""
    if name in goal.urls:
        return BETWEEN.join(goal.links.get(name, (goal.urls[name],)))
    if build := BUILDERS.get(name):
        return build(goal)
    if name == "companyname":
        return BETWEEN.join(goal.companies) or None
    if name == "message":
        return _written(goal) or _message(goal)
    if name == "prompt":
        return _prompt(goal)
    return goal.quoted if name in {"commenttopost", "linkedinpostcontent"} else None


def _written(goal: Goal) -> str | None:
    """The text that is given for a message, unless it is what people on X are looked for by."""
    looked_for = x_search(goal) if goal.quoted else None
    return None if looked_for and quote(goal.quoted or "") in looked_for else goal.quoted


def _prompt(goal: Goal) -> str | None:
    """What the goal wants to know of every lead, in its own words, if they are more than "with AI"."""
    said = _LINK.sub("", goal.text).strip()
    return said if Task.ASK_AI in goal.tasks and len(said.split()) >= _TELLING else None


def _message(goal: Goal) -> str:
    """A short draft to start from; `{first name}` is filled in for each person."""
    if Task.WELCOME in goal.tasks:
        return WELCOME
    if not goal.titles:
        return GREETING.format("Your profile caught my eye.")
    where = f" in {goal.place}" if goal.place else ""
    return GREETING.format(f"I work with {goal.titles[0]}{where} and came across your profile.")
