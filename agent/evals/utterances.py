"""Labelled utterances: what should be done with each, and how many are routed right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Literal

from agent.assistant.router import Ask, Decision, Do, Honest, Talk, route
from agent.planner.phantom import Frozen
from agent.questions.query import Query
from agent.roles import Actor
from agent.scheduling.proposal import Zone
from agent.tables import load
from agent.tools import TOOLS
from agent.tools.get_analytics import FigureArguments, figures_of
from agent.tools.heard import CARRIED, About, Heard, Memory, Noun, Past
from agent.tools.query_leads import LeadArguments, query_of
from agent.tools.tool import SURE

UtterancePart = Literal["tuned", "reported"]
Route = Literal["talk", "tool", "ask", "honest"]
ANY = "*"
"""Stands for a value that only has to be there."""
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
"""When everything is said: a Wednesday, 10:30 in Berlin."""
ZONE = Zone("Europe/Berlin")
_FILES: dict[UtterancePart, str] = {"tuned": "utterances.yaml", "reported": "utterances_reported.yaml"}
_NOUNS = {
    "plan_goal": Noun.PLANS,
    "show_plans": Noun.PLANS,
    "show_runs": Noun.RUNS,
    "control_run": Noun.RUNS,
    "schedules": Noun.SCHEDULES,
    "set_reminder": Noun.SCHEDULES,
    "list_playbooks": Noun.PLAYBOOKS,
    "list_imports": Noun.IMPORTS,
    "priorities": Noun.PRIORITIES,
    "preferences": Noun.PERSON,
    "review_leads": Noun.REVIEW,
    "research_lead": Noun.RESEARCH,
}
_QUERIES: dict[str, Callable[[dict[str, Any]], Query]] = {
    "query_leads": lambda arguments: query_of(LeadArguments.model_validate(arguments)),
    "get_analytics": lambda arguments: figures_of(FigureArguments.model_validate(arguments)),
}
_LISTING = {"show_plans", "show_runs", "schedules", "list_playbooks", "list_imports", "priorities"}


class Utterance(Frozen):
    """One utterance with its label, as utterances.yaml explains it."""

    say: str
    after: tuple[str, ...] = ()
    route: Route
    tool: str = ""
    arguments: dict[str, Any] | None = None


def utterances(part: UtterancePart) -> tuple[Utterance, ...]:
    """The utterances of one part; none where its file is not written yet."""
    source = files(__package__) / _FILES[part]
    if not source.is_file():
        return ()
    return tuple(Utterance.model_validate(each) for each in load(source.read_text("utf-8")))


@dataclass(frozen=True)
class Verdict:
    """What was decided on an utterance, and whether that is right."""

    utterance: Utterance
    decision: Decision
    right: bool

    @property
    def surely_wrong(self) -> bool:
        """Whether something wrong would be done without asking."""
        return not self.right and self.decision.confidence >= SURE


def judged(labelled: Sequence[Utterance]) -> tuple[Verdict, ...]:
    """Every utterance with what is decided on it."""
    decided = [(each, decide(each.say, each.after)) for each in labelled]
    return tuple(Verdict(each, decision, _is_right(each, decision)) for each, decision in decided)


def decide(say: str, after: Sequence[str] = ()) -> Decision:
    """The decision on an utterance after others of the same conversation, each a message of its own."""
    turns: tuple[Past, ...] = ()
    for number, earlier in enumerate(after):
        decision = route(_heard(earlier, turns), TOOLS)
        if not isinstance(decision, Talk | Ask):
            turns = (_past(earlier, decision, number), *turns)[:CARRIED]
    return route(_heard(say, turns), TOOLS)


def _heard(text: str, turns: tuple[Past, ...]) -> Heard:
    return Heard(text, Actor("T1", "U1"), NOW, ZONE, Memory(turns))


def _past(text: str, decision: Decision, number: int) -> Past:
    """What would be remembered of a turn, had there been something of everything."""
    tool = decision.meaning.tool if isinstance(decision, Do) else ""
    return Past(text, tool, _about(decision, number), NOW)


def _about(decision: Decision, number: int) -> About:
    if not isinstance(decision, Do):
        return About()
    tool, arguments = decision.meaning.tool, decision.meaning.arguments
    if tool in _QUERIES:
        return About(noun=Noun.LEADS, id=f"question{number}", query=_QUERIES[tool](arguments))
    several = tool in _LISTING and not arguments.get("which")
    ids = tuple(f"{tool}{number}{place}" for place in range(3))
    return About(noun=_NOUNS.get(tool), id="" if several else ids[0], listed=ids if several else ())


def _is_right(labelled: Utterance, decision: Decision) -> bool:
    match decision:
        case Talk():
            return labelled.route == "talk"
        case Ask():
            return labelled.route == "ask"
        case Honest():
            return labelled.route == "honest"
        case Do():
            done = decision.meaning
            return (
                labelled.route == "tool"
                and labelled.tool == done.tool
                and (labelled.arguments is None or same(labelled.arguments, done.arguments))
            )


def same(wanted: dict[str, Any], got: dict[str, Any]) -> bool:
    """Whether arguments are as labelled: those that differ from their defaults, words in any case."""
    return wanted.keys() == got.keys() and all(_equal(value, got[name]) for name, value in wanted.items())


def _equal(wanted: Any, got: Any) -> bool:
    if wanted == ANY:
        return True
    if isinstance(wanted, list | tuple) and isinstance(got, list | tuple):
        return len(wanted) == len(got) and all(map(_equal, wanted, got))
    if isinstance(wanted, str) and isinstance(got, str):
        return wanted.casefold() == got.casefold()
    return bool(wanted == got)
