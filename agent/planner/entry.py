"""The form in which a person writes a catalogue entry, and its translation into a phantom."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from agent.planner.phantom import Account, Alternative, Frozen, Phantom, Subject
from agent.planner.work import Origin, Stage, Task

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
Script = Annotated[str, StringConstraints(pattern=r"^\S.*\.js$")]
Together = Annotated[tuple[Slug, ...], Field(min_length=1)]
Group = Annotated[tuple[Slug | Together, ...], Field(min_length=2)]


class Inputs(Frozen):
    """What a phantom needs: all of `required` and one alternative of each group in `one_of`.

    An alternative is a name, or a list of names that are needed together.
    """

    required: tuple[Slug, ...] = ()
    one_of: tuple[Group, ...] = ()
    optional: tuple[Slug, ...] = ()

    @property
    def groups(self) -> tuple[tuple[Alternative, ...], ...]:
        """Everything that must be given, a required input being a group with one alternative."""
        required = tuple(((name,),) for name in self.required)
        return required + tuple(tuple(map(_alternative, group)) for group in self.one_of)


class Entry(Frozen):
    """One phantom as the files hold it."""

    script: Script
    does: Text
    words: Annotated[tuple[Text, ...], Field(min_length=5, max_length=10)]
    platform: Slug
    simulated: bool = False
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    starts_with: frozenset[Origin] = frozenset()
    carries_out: Annotated[frozenset[Task], Field(min_length=1)]
    side_effects: frozenset[Task] = frozenset()
    account: Account | None = None
    inputs: Inputs = Inputs()
    outputs: Annotated[tuple[Slug, ...], Field(min_length=1)]
    rows: Subject
    daily_limit: Annotated[int, Field(gt=0)]
    limit_unit: Text
    minutes_per_100: Annotated[float, Field(gt=0)]

    @property
    def phantom(self) -> Phantom:
        plain = self.model_dump(exclude={"inputs"})
        return Phantom(**plain, groups=self.inputs.groups, optional=self.inputs.optional)


def _alternative(names: str | tuple[str, ...]) -> Alternative:
    return (names,) if isinstance(names, str) else names
