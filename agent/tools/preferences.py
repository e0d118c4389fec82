"""How a person wants to be told, what they work towards, and what is known of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agent.errors import InvalidError
from agent.llm.toolbox import Arguments
from agent.people.changes import (
    AddGoal,
    Change,
    Forget,
    SetFrequency,
    SetGoals,
    SetMetrics,
    SetQuiet,
    SetStyle,
    Show,
)
from agent.people.daytimes import quiet
from agent.people.person import Frequency, Metric, Style
from agent.people.words import read as changes_in
from agent.tools.heard import About, Heard, Noun
from agent.tools.phrases import whole
from agent.tools.shown import Listed, Said
from agent.tools.tool import Outcome, Reading, Tool, Turn

OFF = "off"
FORGET = "Everything that I know about you, with the button that forgets it:"
UNCLEAR = "Say the quiet hours as in: no messages between 8pm and 8am"


class PreferenceArguments(Arguments):
    style: Literal["", "brief", "friendly", "detailed"] = Field("", description="How much is said.")
    frequency: Literal["", "daily", "weekly", "important", "none"] = Field(
        "", description="How often they are told unasked."
    )
    quiet: str = Field("", max_length=40, description="Quiet hours as 20:00-08:00, or off.")
    metrics: Annotated[tuple[Literal["leads", "emails", "runs", "plans"], ...], Field(max_length=4)] = Field(
        (), description="The figures that come first."
    )
    goal: str = Field("", max_length=300, description="One more of their goals, in their own words.")
    no_goals: bool = Field(default=False, description="Forget their goals.")
    forget: bool = Field(default=False, description="Forget all that is known of them: they are asked first.")


def read(heard: Heard) -> Reading[PreferenceArguments] | None:
    if heard.memory.feedback:
        return None
    said = changes_in(heard.plain)
    label, phrase = "My preferences", "your preferences"
    if not said:
        asked = whole("settings", heard.text) is not None
        return Reading(PreferenceArguments(), 0.96, label, phrase) if asked else None
    update: dict[str, object] = {}
    for each in said:
        update |= _argument(each.change)
    sure = min(each.confidence for each in said)
    return Reading(PreferenceArguments.model_validate(update), sure, label, phrase)


def _argument(change: Change) -> dict[str, object]:
    """The argument that asks for a change."""
    match change:
        case SetQuiet():
            hours = change.quiet
            return {"quiet": f"{hours.start:%H:%M}-{hours.end:%H:%M}" if hours is not None else OFF}
        case AddGoal():
            return {"goal": change.goal}
        case SetGoals():
            return {"no_goals": True}
        case SetStyle() | SetFrequency() | SetMetrics():
            return {change.kind: getattr(change, change.kind)}
        case _:
            return {"forget": True} if isinstance(change, Forget) else {}


def changes_of(arguments: PreferenceArguments) -> tuple[Change, ...]:
    """The changes that some arguments ask for; none only shows what is known."""
    found: list[Change] = []
    if arguments.style:
        found.append(SetStyle(style=Style(arguments.style)))
    if arguments.frequency:
        found.append(SetFrequency(frequency=Frequency(arguments.frequency)))
    if arguments.quiet:
        found.append(_quiet(arguments.quiet))
    if arguments.metrics:
        found.append(SetMetrics(metrics=tuple(map(Metric, arguments.metrics))))
    if arguments.no_goals:
        found.append(SetGoals(goals=()))
    if arguments.goal:
        found.append(AddGoal(goal=arguments.goal))
    return tuple(found) or (Show(),)


def _quiet(said: str) -> SetQuiet:
    if said == OFF:
        return SetQuiet(quiet=None)
    start, _, end = said.partition("-")
    hours = quiet(start, end)
    if hours is None:
        raise InvalidError(UNCLEAR, "quiet")
    return SetQuiet(quiet=hours[0])


async def run(turn: Turn, arguments: PreferenceArguments) -> Outcome:
    try:
        changes = changes_of(arguments)
        person = await turn.uses.people.change(turn.actor, *changes, session=turn.repos.session)
    except InvalidError as error:
        return Outcome(str(error), Said(text=str(error)))
    kept = "What I know about you:" if isinstance(changes[0], Show) else "Noted. From now on:"
    text = FORGET if arguments.forget else kept
    shown = Listed(noun=Noun.PERSON, ids=(turn.actor.user,), text=text)
    told = person.model_dump(mode="json", include={"style", "frequency", "quiet", "metrics", "goals"})
    return Outcome(f"{text} {told}", shown, About(noun=Noun.PERSON, id=turn.actor.user))


PREFERENCES = Tool(
    "preferences",
    "Change or show how this person is told: style, frequency, quiet hours, figures, goals; forget them.",
    PreferenceArguments,
    read,
    run,
)
