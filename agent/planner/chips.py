"""What was understood of a goal, as chips that can each be shown and corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from agent.errors import AgentError
from agent.planner.goal import Goal
from agent.planner.phantom import Frozen
from agent.planner.reading import read
from agent.planner.reading.places import several
from agent.planner.reading.read import assembled
from agent.planner.reading.seniority import seniority
from agent.planner.work import Stage

MOST_PEOPLE = 100_000


class ChipKind(StrEnum):
    """What a chip tells; the order of the members is that of the chips."""

    TITLES = "titles"
    SENIORITY = "seniority"
    PLACE = "place"
    INDUSTRY = "industry"
    SIZE = "size"
    COUNT = "count"
    PLATFORM = "platform"
    INPUT = "input"
    WANTED = "wanted"
    FORBIDDEN = "forbidden"
    DEADLINE = "deadline"
    LANGUAGE = "language"


class Chip(Frozen):
    """One thing understood: as people read it, and the value that correcting starts from."""

    kind: ChipKind
    text: str
    value: str


class CorrectionError(AgentError):
    """A chip cannot have this value; the sentence says what it takes."""


class CorrectionsError(AgentError):
    """What chips cannot have these values, and for each what it takes."""

    def __init__(self, wrong: Mapping[ChipKind, str]) -> None:
        super().__init__(" ".join(wrong.values()))
        self.wrong = wrong


def chips(goal: Goal) -> tuple[Chip, ...]:
    """What was understood, a chip a thing."""
    return tuple(_chips(goal))


def _chips(goal: Goal) -> Iterator[Chip]:
    for kind, value in understood(goal).items():
        if value:
            yield Chip(kind=kind, text=_TEXTS.get(kind, "{}").format(value), value=value)


_TEXTS: Mapping[ChipKind, str] = MappingProxyType(
    {
        ChipKind.COUNT: "{} people",
        ChipKind.FORBIDDEN: "no {}",
        ChipKind.INPUT: "starts with {}",
    }
)


def understood(goal: Goal) -> dict[ChipKind, str | None]:
    """What correcting each chip starts from; None where the goal says nothing."""
    return {
        ChipKind.TITLES: ", ".join(goal.titles) or None,
        ChipKind.SENIORITY: ", ".join(goal.seniority) or None,
        ChipKind.PLACE: goal.place,
        ChipKind.INDUSTRY: goal.industry,
        ChipKind.SIZE: goal.size,
        ChipKind.COUNT: str(goal.count) if goal.count else None,
        ChipKind.PLATFORM: goal.platform and goal.platform.replace("_", " "),
        ChipKind.INPUT: goal.material and _MATERIALS[goal.material.value],
        ChipKind.WANTED: _stages(goal.wanted) or None,
        ChipKind.FORBIDDEN: _stages(goal.forbidden) or None,
        ChipKind.DEADLINE: _deadline(goal),
        ChipKind.LANGUAGE: goal.language and goal.language.value.capitalize(),
    }


_MATERIALS = {"links": "your links", "file": "your file", "hubspot": "your HubSpot contacts"}


def _stages(stages: frozenset[Stage]) -> str:
    return ", ".join(stage.value for stage in Stage if stage in stages)


def _deadline(goal: Goal) -> str | None:
    if goal.deadline is None:
        return None
    return f"{goal.deadline} ({goal.due:%a %-d %b})" if goal.due else goal.deadline


def corrected(goal: Goal, kind: ChipKind, value: str | None) -> Goal:
    """The goal with one thing said otherwise; None takes it out. Raises for what a chip cannot take."""
    said = " ".join((value or "").split()) or None
    changes = _CORRECTIONS[kind](goal, said)
    return assembled(goal.model_copy(update=changes))


def corrected_by(goal: Goal, said: Mapping[ChipKind, str | None]) -> Goal:
    """The goal with everything that was said otherwise; raises for all that is wrong at once."""
    before, wrong = understood(goal), {}
    for kind in ChipKind:
        if kind in said and said[kind] != before[kind]:
            try:
                goal = corrected(goal, kind, said[kind])
            except CorrectionError as error:
                wrong[kind] = str(error)
    if wrong:
        raise CorrectionsError(wrong)
    return goal


Change = dict[str, object]


def _titles(goal: Goal, said: str | None) -> Change:
    del goal
    titles = tuple(part.strip() for part in said.split(",") if part.strip()) if said else ()
    return {"titles": titles, "seniority": seniority("", titles)}


def _seniority(goal: Goal, said: str | None) -> Change:
    del goal
    return {"seniority": tuple(part.strip() for part in said.split(",") if part.strip()) if said else ()}


def _place(goal: Goal, said: str | None) -> Change:
    del goal
    return {"place": said, "places": several(said) if said else ()}


def _count(goal: Goal, said: str | None) -> Change:
    del goal
    figures = said.replace(",", "") if said else ""
    if said and not (figures.isascii() and figures.isdigit() and 1 <= int(figures) <= MOST_PEOPLE):
        raise CorrectionError(f"How many is a whole number from 1 to {MOST_PEOPLE:,}.")
    return {"count": int(figures) if figures else None}


def _platform(goal: Goal, said: str | None) -> Change:
    """On another platform the people are found otherwise; where a link or list tells, that stays."""
    if said is None:
        return {"platform": None}
    named = read(f"find people on {said}")
    if named.platform is None:
        raise CorrectionError(f"I don't know the platform “{said}”.")
    moved = named.origin is not None and not goal.urls and goal.material is None
    return {"platform": named.platform, **({"origin": named.origin} if moved else {})}


def _wanted(goal: Goal, said: str | None) -> Change:
    """Tasks of stages that are not wanted any more go; one that is new must be said as a task."""
    stages = _read_stages(said)
    if new := stages - goal.wanted:
        raise CorrectionError(f"Say what to do for {_stages(new)} as feedback on the plan.")
    return {"tasks": tuple(task for task in goal.tasks if task.stage in stages)}


def _forbidden(goal: Goal, said: str | None) -> Change:
    stages = _read_stages(said)
    return {
        "forbidden": stages,
        "avoided": frozenset(task for task in goal.avoided if task.stage in stages),
    }


def _read_stages(said: str | None) -> frozenset[Stage]:
    names = [part.strip().lower() for part in said.split(",")] if said else []
    if unknown := [name for name in names if name not in set(Stage)]:
        raise CorrectionError(f"“{unknown[0]}” is no stage: search, enrich, contact, outreach or manage.")
    return frozenset(Stage(name) for name in names)


def _plain(name: str) -> Callable[[Goal, str | None], Change]:
    return lambda _, said: {name: said}


def _fixed(sentence: str) -> Callable[[Goal, str | None], Change]:
    """For what follows from the rest of the goal."""

    def refuse(goal: Goal, said: str | None) -> Change:
        del goal, said
        raise CorrectionError(sentence)

    return refuse


def _deadline_said(goal: Goal, said: str | None) -> Change:
    """The date is known only of what the goal's own words said: a chip has no today."""
    del goal
    return {"deadline": said, "due": None}


_CORRECTIONS: Mapping[ChipKind, Callable[[Goal, str | None], Change]] = MappingProxyType(
    {
        ChipKind.TITLES: _titles,
        ChipKind.SENIORITY: _seniority,
        ChipKind.PLACE: _place,
        ChipKind.INDUSTRY: _plain("industry"),
        ChipKind.SIZE: _plain("size"),
        ChipKind.COUNT: _count,
        ChipKind.PLATFORM: _platform,
        ChipKind.INPUT: _fixed("What you start with is told by your links and lists: change those."),
        ChipKind.WANTED: _wanted,
        ChipKind.FORBIDDEN: _forbidden,
        ChipKind.DEADLINE: _deadline_said,
        ChipKind.LANGUAGE: _fixed("The language is the one that you write in."),
    }
)
