"""What a launch delivers on the fictional market: a pure function of the launch and when it began."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from agent.execution.columns import COLUMNS, CONTACT
from agent.execution.executor import Launch, ResultRow, Row
from agent.execution.finding import Finding, status
from agent.execution.subjects import ENDLESS, findings
from agent.market.market import Market
from agent.planner.catalogue import Catalogue
from agent.planner.phantom import Phantom, Stage, Subject

USUAL_RESULTS = 100
"""How many a search brings when nobody said how many."""

_EMAILS = ("email", "professionalemail", "personalemail")

Unit = tuple[ResultRow, ...]
"""What one piece of work brought: one line that was worked on, or one finding of the phantom's own."""


@dataclass(frozen=True)
class Order:
    """A launch with everything that decides its result."""

    market: Market
    catalogue: Catalogue
    phantom: Phantom
    launch: Launch
    at: datetime

    @property
    def wanted(self) -> int:
        """The most rows wanted in all, with those skipped: never more than a day allows."""
        endless = any(self.launch.inputs.get(name) for name in ENDLESS) and not self.launch.rows
        usual = USUAL_RESULTS if endless else self.phantom.daily_limit
        return min(self.launch.limit or usual, self.phantom.daily_limit)


def results(order: Order) -> tuple[Unit, ...]:
    """All that the launch brings when nothing ends it early, by unit of work.

    `skip` counts findings of a phantom's own; lines to work on are handed over without those already done.
    """
    units = _worked(order) if order.launch.rows else _found(order)
    return tuple(_within(units, order.wanted))


def _found(order: Order) -> Iterator[Unit]:
    launch = order.launch
    rows = (row for given in _listed(launch.inputs, order) for row in _rows(order, given))
    return ((row,) for row in islice(rows, launch.skip, max(launch.skip, order.wanted)))


def _worked(order: Order) -> Iterator[Unit]:
    """A crowd found for every line is shared out evenly, so that the first does not take all."""
    share = max(1, order.wanted // len(order.launch.rows))
    for index, row in enumerate(order.launch.rows):
        given = _given(row, order)
        yield tuple(
            ResultRow(values=found.values, source=index) for found in islice(_rows(order, given), share)
        )


def _within(units: Iterator[Unit], wanted: int) -> Iterator[Unit]:
    left = wanted
    for unit in units:
        if left <= 0:
            return
        yield unit[:left]
        # Work that brought nothing counts too: it was done, and the day's limit is of work.
        left -= max(1, len(unit))


def _given(row: Row, order: Order) -> dict[str, str]:
    """The values for one line: its own, what it carries under another name, then what the launch was told."""
    fields = order.catalogue.fields
    fed = {
        name: value
        for name in order.phantom.inputs
        for source in (name, *(fields[name].fed_by if name in fields else ()))[::-1]
        if (value := row.get(source))
    }
    return {**order.launch.inputs, **row, **fed}


def _listed(inputs: Mapping[str, str], order: Order) -> Iterator[dict[str, str]]:
    """The inputs once for each line of those that list several, a URL or a name a line."""
    fields = order.catalogue.fields
    lists = {
        name: [part.strip() for part in re.split(r"[\n;]+", value) if part.strip()]
        for name, value in inputs.items()
        if name in fields and not fields[name].long
    }
    for index in range(max([1, *map(len, lists.values())])):
        several = {name: parts[min(index, len(parts) - 1)] for name, parts in lists.items() if parts}
        yield {**inputs, **several}


def _rows(order: Order, given: Mapping[str, str]) -> Iterator[ResultRow]:
    for finding in findings(order.market, order.phantom, given, order.at):
        if values := _values(order.phantom, finding):
            yield ResultRow(values=values)


def _values(phantom: Phantom, finding: Finding) -> Row:
    """The declared columns that have a value, and what came of it when the phantom acts."""
    hidden = frozenset(CONTACT) if _hides_contact(phantom, finding) else frozenset()
    got = {name: COLUMNS[name](finding) for name in phantom.outputs if name in COLUMNS and name not in hidden}
    values = {name: value for name, value in got.items() if value}
    acts = Stage.OUTREACH in phantom.stages or Stage.MANAGE in phantom.stages
    return {**values, "status": status(phantom.script, finding)} if acts or not phantom.outputs else values


def _hides_contact(phantom: Phantom, finding: Finding) -> bool:
    """A phantom that does not look for addresses sees those that a profile shows."""
    looks = Stage.CONTACT in phantom.stages or phantom.rows is Subject.COMPANIES
    return not looks and finding.person is not None and not finding.person.shows_contact


def is_found(phantom: Phantom, unit: Unit) -> bool:
    """Whether the work brought what it was for: an address when the phantom looks for addresses."""
    if Stage.CONTACT not in phantom.stages:
        return bool(unit)
    return any(row.values.get(name) for row in unit for name in _EMAILS)


def is_usable(order: Order) -> bool:
    """Whether the launch was told everything the phantom needs, each value of the shape it must have."""
    inputs = order.launch.inputs
    lines = (_given(row, order) for row in order.launch.rows) if order.launch.rows else (inputs,)
    shaped = all(_has_shape(order, name, value) for name, value in inputs.items() if value)
    return shaped and any(_is_complete(order.phantom, line) for line in lines)


def _is_complete(phantom: Phantom, given: Mapping[str, str]) -> bool:
    return all(any(all(given.get(name) for name in names) for names in group) for group in phantom.groups)


def _has_shape(order: Order, name: str, value: str) -> bool:
    field = order.catalogue.fields.get(name)
    if field is None or field.shape is None or field.long:
        return True
    parts = (part.strip() for part in re.split(r"[\n;]+", value) if part.strip())
    return all(re.fullmatch(field.shape, part) for part in parts)
