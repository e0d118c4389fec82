"""What each phantom can do for a goal, as the rules of the embedded planner see it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import Field, ValidationError

from agent.planner.catalogue import CatalogueError
from agent.planner.goal import Origin, Task
from agent.planner.phantom import Frozen

IMPLIED = MappingProxyType(
    {
        Task.SEQUENCE: frozenset({Task.CONNECT, Task.MESSAGE}),
        Task.EMAIL_CAMPAIGN: frozenset({Task.EMAILS}),
        Task.WELCOME: frozenset({Task.MESSAGE}),
    }
)
"""Tasks that are part of another one, so that doing them too is nothing extra."""


class Ability(Frozen):
    """One phantom: the origins it can start with, the tasks it carries out and what it does besides.

    `platform` is the one that a goal must name for this phantom to be the right one.
    """

    script: str
    starts: frozenset[Origin] = Field(alias="from")
    does: frozenset[Task]
    also: frozenset[Task] = frozenset()
    platform: str | None = None

    @property
    def everything(self) -> frozenset[Task]:
        return self.does | self.also


@cache
def abilities() -> tuple[Ability, ...]:
    """The rows of abilities.yaml."""
    rows = yaml.safe_load((files(__package__) / "abilities.yaml").read_text("utf-8"))
    return tuple(_ability(script, row) for script, row in rows.items())


def _ability(script: str, row: Any) -> Ability:
    try:
        return Ability.model_validate({"script": script, **row})
    except ValidationError as error:
        raise CatalogueError(f"abilities.yaml, {script}: {error.errors()[0]['msg']}") from error
