"""What sorts companies: size bands, whom they sell to, and the table behind both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from agent.market.chance import pick
from agent.market.companies import Company
from agent.market.industries import INDUSTRIES, Industry
from agent.tables import shipped

BANDS = (
    (10, "1–10"),
    (50, "11–50"),
    (200, "51–200"),
    (500, "201–500"),
    (1000, "501–1000"),
    (5000, "1001–5000"),
)
"""The upper end of each size band and its name; above the last it is 5001+."""


@dataclass(frozen=True)
class Line:
    """What is usual in an industry: buyer profiles, the most sites, the percent that publish prices."""

    industry: Industry
    buyers: tuple[str, ...]
    sites: int
    prices: int


@dataclass(frozen=True)
class Group:
    """What seed customers have in common: companies that share all three are lookalikes of each other."""

    industry: str
    band: str
    buyer: str


def table(name: str) -> Any:
    """The content of one of this package's YAML tables."""
    return shipped("agent.market.web", name)


@cache
def profiles() -> dict[str, Any]:
    content: dict[str, Any] = table("profiles.yaml")
    return content


@cache
def lines() -> dict[str, Line]:
    """Every industry that has companies with a site, by its name."""
    by_name = {field.name: field for field in INDUSTRIES}
    return {
        name: Line(by_name[name], tuple(row["buyers"]), row["sites"], row["prices"])
        for name, row in profiles()["industries"].items()
    }


@cache
def groups() -> tuple[Group, ...]:
    return tuple(Group(**row) for row in profiles()["groups"])


def band(employees: int) -> str:
    """The size band of a head count, as LinkedIn's: 1–10, 11–50 … 5001+."""
    return next((name for most, name in BANDS if employees <= most), "5001+")


def buyer(company: Company) -> str:
    """The key of the profile of those whom a company sells to."""
    return pick(lines()[company.industry.name].buyers, "buyer", company.slug)
