"""Planning again: what feedback changes in a goal, and how the new plan differs from the old one."""

from __future__ import annotations

from collections.abc import Sequence

from agent.planner.costs import Chain
from agent.planner.goal import Goal
from agent.planner.plan import Plan, Revision
from agent.planner.reading import read
from agent.planner.reading.data import compiled, table
from agent.planner.reading.read import assembled, named_origin
from agent.planner.work import Origin, Stage, Task

OTHER_SOURCES = {
    Origin.SEARCH: Origin.SALES_NAVIGATOR,
    Origin.SALES_NAVIGATOR: Origin.SEARCH,
    Origin.POST_LIKERS: Origin.POST_ENGAGERS,
    Origin.POST_COMMENTERS: Origin.POST_ENGAGERS,
    Origin.PROFILE_FOLLOWERS: Origin.CONNECTIONS,
}
"""Where the same kind of people can be found as well."""


def amended(goal: Goal, revision: Revision) -> Goal:
    """The goal as the feedback changes it: what it names is added or replaced, what it rules out goes."""
    goal = revision.goal or goal
    if not revision.feedback.strip():
        return goal
    said = read(revision.feedback)
    origin = _origin(goal, revision)
    asked = _asked(goal, said, revision, moved=origin != goal.origin)
    tasks = (set(goal.tasks) | asked) - said.avoided
    replaced = {name: getattr(said, name) or getattr(goal, name) for name in _REPLACED}
    changes = {
        "origin": origin,
        "urls": goal.urls | said.urls,
        "links": goal.links | said.links,
        "tasks": tuple(task for task in Task if task in tasks),
        "avoided": (goal.avoided - asked) | said.avoided,
        "forbidden": (goal.forbidden - {task.stage for task in asked}) | said.forbidden,
        "about_leads": goal.about_leads or bool(tasks),
    }
    return assembled(goal.model_copy(update=replaced | changes))


_REPLACED = (
    "platform", "titles", "seniority", "industry", "size", "place", "places", "count", "local", "companies",
    "quoted", "sequence", "material", "deadline", "due",
)  # fmt: skip
"""What feedback replaces when it says something about it."""


def _origin(goal: Goal, revision: Revision) -> Origin | None:
    origin = named_origin(revision.feedback) or goal.origin
    if origin is not None and _says(revision, "another_source"):
        return OTHER_SOURCES.get(origin, origin)
    return origin


def _asked(goal: Goal, said: Goal, revision: Revision, *, moved: bool) -> set[Task]:
    """The tasks that the feedback adds. "Include outreach" alone means connecting and a message."""
    asked = {task for task in said.tasks if task is not Task.FIND or moved}
    outreach = _says(revision, "outreach") and not said.forbidden
    return (
        asked | {Task.CONNECT, Task.MESSAGE} if outreach and not _reaches(asked | set(goal.tasks)) else asked
    )


_TELLING = ("platform", "titles", "seniority", "industry", "size", "places", "companies", "tasks", "urls")
"""What is not said by chance."""


def asks_for_change(text: str) -> bool:
    """Whether feedback says something that a plan could follow; a number alone is nothing."""
    said = read(text)
    named = (getattr(said, name) for name in (*_TELLING, "avoided", "forbidden"))
    patterns = table("limits")["feedback"].values()
    return any(named) or any(pattern.search(text) for each in patterns for pattern in compiled(each))


def preferred(chains: Sequence[Chain], revision: Revision) -> Chain:
    """The first chain, or the first one of the length or with the source that the feedback asks for."""
    last = revision.rejected[-1]
    if _says(revision, "fewer_steps"):
        return min(chains, key=len)
    if _says(revision, "more_steps"):
        return next((chain for chain in chains if len(chain) > len(last.steps)), chains[0])
    if _says(revision, "another_source"):
        return next((chain for chain in chains if chain[0].script != last.scripts[0]), chains[0])
    return chains[0]


def repeats(goal: Goal, scripts: tuple[str, ...], rejected: Sequence[Plan]) -> bool:
    """Whether these phantoms were rejected already, for the same wish; for another they are another plan."""
    return any(plan.scripts == scripts and plan.goal.wants_the_same(goal) for plan in rejected)


def changed(before: Plan, goal: Goal, scripts: tuple[str, ...]) -> str:
    """What is different now, in one sentence."""
    gone = [_name(script) for script in before.scripts if script not in scripts]
    new = [_name(script) for script in scripts if script not in before.scripts]
    if len(gone) == len(new) == 1:
        number = next(n for n, script in enumerate(scripts, start=1) if _name(script) == new[0])
        return f"Step {number} now uses {new[0]} instead of {gone[0]}."
    if gone and new:
        return f"{_listed(new)} instead of {_listed(gone)}."
    if new:
        return f"Added {_listed(new)}."
    if gone:
        return f"Left out {_listed(gone)}."
    same = scripts == before.scripts
    return f"The same phantoms, now for: {goal.title}." if same else "The same phantoms in another order."


def _reaches(tasks: set[Task]) -> bool:
    return any(task.stage is Stage.OUTREACH for task in tasks)


def _says(revision: Revision, what: str) -> bool:
    return any(pattern.search(revision.feedback) for pattern in compiled(table("limits")["feedback"][what]))


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _name(script: str) -> str:
    return script.removesuffix(".js")
