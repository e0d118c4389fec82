"""The table of a run: what each step delivered, joined line by line to what it worked on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass

from agent.execution.executor import ResultRow, Row
from agent.planner.phantom import Phantom, Subject
from agent.planner.plan import Step


@dataclass(frozen=True)
class Work:
    """What a step works on: launch rows, and for each the index of its line in the table.

    `wired` is false for a step that finds its own rows.
    """

    rows: tuple[Row, ...] = ()
    lines: tuple[int, ...] = ()
    wired: bool = False


def work_of(step: Step, table: Sequence[Row], barred: Container[int] = ()) -> Work:
    """The table's lines that carry every value this step needs, under the names of its inputs.

    `barred` are lines that are left out.
    """
    wires = {name: wire.output for need in step.needs for name, wire in need.wires.items()}
    if not wires:
        return Work()
    required = _required(step)
    chosen = [
        (index, {**line, **{name: line[output] for name, output in wires.items() if line.get(output)}})
        for index, line in enumerate(table)
        if line and index not in barred and all(line.get(output) for output in required)
    ]
    return Work(tuple(row for _, row in chosen), tuple(index for index, _ in chosen), wired=True)


def _required(step: Step) -> list[str]:
    """The outputs of earlier steps without which the step cannot work on a line."""
    needs = (need for need in step.needs if need.wired and not need.optional)
    return [need.wires[name].output for need in needs for name in need.wired or ()]


@dataclass(frozen=True)
class Line:
    """One line of the table, and for each of its columns the script that delivered it.

    A line of somebody who was deleted on request is `gone`: it is empty, and keeps its place.
    """

    values: Row
    sources: Row
    gone: bool = False


@dataclass(frozen=True)
class StepResult:
    """One step of a run, as executed, with what it delivered."""

    step: Step
    phantom: Phantom
    delivered: tuple[ResultRow, ...]
    skipped: bool

    @property
    def finds_its_own(self) -> bool:
        return not any(need.wires for need in self.step.needs)


def lines_after(results: Sequence[StepResult]) -> list[Line]:
    """The table after these steps, in order; a step that was skipped without results changes nothing."""
    table: list[Line] = []
    subject = None
    for result in results:
        if result.skipped and not result.delivered:
            continue
        about = result.phantom.rows
        if subject is Subject.PEOPLE and about is Subject.COMPANIES and not result.finds_its_own:
            # A person's company was looked up: the line stays the person's, and so do its own values.
            table = _joined(table, result, keeps_unmatched=True, line_wins=True)
            continue
        table = _joined(table, result, keeps_unmatched=subject is about)
        subject = about
    return table


def table_after(results: Sequence[StepResult]) -> list[Row]:
    """The values of `lines_after`."""
    return [line.values for line in lines_after(results)]


def _joined(
    table: Sequence[Line], result: StepResult, *, keeps_unmatched: bool, line_wins: bool = False
) -> list[Line]:
    """The table after one step.

    A step that finds its own rows replaces the table. Otherwise each line is extended by what came from it
    (several results make several lines); a line without a result stays when the step is about the same
    subject, since a person without an e-mail is still a person.
    """
    script = result.step.script
    if result.finds_its_own:
        return [_extended(Line({}, {}), row, script) for row in result.delivered]
    by_line: dict[int | None, list[ResultRow]] = defaultdict(list)
    for row in result.delivered:
        by_line[row.source].append(row)
    joined: list[Line] = []
    for index, line in enumerate(table):
        found = by_line.get(index, [])
        joined.extend(_extended(line, row, script, line_wins=line_wins) for row in found)
        if keeps_unmatched and not found:
            joined.append(line)
    return joined


def _extended(line: Line, row: ResultRow, script: str, *, line_wins: bool = False) -> Line:
    if line.gone or row.gone:
        return Line({}, {}, gone=True)
    kept = line.values if line_wins else {}
    new = {column: value for column, value in row.values.items() if value and column not in kept}
    return Line({**line.values, **new}, {**line.sources, **dict.fromkeys(new, script)})
