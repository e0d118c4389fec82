"""The profile of an ideal customer: what the best share, each line with the evidence behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agent.icp.intake import Frozen

SNIPPET = 200
"""Characters of a snippet at most."""


class Field(StrEnum):
    """What a profile is made of, in the order in which it is shown."""

    INDUSTRY = "industry"
    SIZE = "size"
    PLACE = "place"
    BUYER = "buyer"
    TECHNOLOGY = "technology"
    SIGNAL = "signal"


NAMES = {
    Field.INDUSTRY: "Industries",
    Field.SIZE: "Employees",
    Field.PLACE: "Places",
    Field.BUYER: "Buyer titles",
    Field.TECHNOLOGY: "Technologies and integrations",
    Field.SIGNAL: "Signals",
}


@dataclass(frozen=True)
class Signal:
    """One thing that a page says of a company.

    `field` is industry, employees, place, technology, buyer, open_role, pricing, case_study, person, email,
    phone or linkedin; `snippet` are the words that say so, `url` is where they stand. A person's value is the
    name, with the title, and the address and profile that stand beside it.
    """

    field: str
    value: str
    url: str
    snippet: str = ""
    title: str = ""
    email: str = ""
    profile: str = ""


@dataclass(frozen=True)
class Company:
    """A company and what its pages say."""

    domain: str
    name: str
    signals: tuple[Signal, ...] = ()


class Evidence(Frozen):
    """Where one of the customers shows a line to be so."""

    company: str
    url: str
    snippet: str


class Line(Frozen):
    """One value of a field: shared by `shared` of the customers that could be read, or put in by hand."""

    field: Field
    value: str
    shared: int = 0
    evidence: tuple[Evidence, ...] = ()
    by_hand: bool = False

    @property
    def key(self) -> tuple[Field, str]:
        return self.field, self.value.casefold()


class Removed(Frozen):
    """A line that is left out: by hand, or (`lost`) since lost customers share it more than the best."""

    field: Field
    value: str
    lost: bool = False


class Profile(Frozen):
    """What `seeds` customers that could be read share."""

    lines: tuple[Line, ...] = ()
    seeds: int = 0
    removed: tuple[Removed, ...] = ()

    def of(self, field: Field) -> tuple[Line, ...]:
        """The lines of one field, the most shared first."""
        return tuple(line for line in self.lines if line.field is field)
