"""The executor of the sandbox and the tests: it runs phantoms on the fictional market."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from agent.clock import Clock
from agent.errors import NotFoundError
from agent.execution.executor import Failure, Launch, LaunchState, Progress, ResultRow
from agent.execution.journal import Journal, Record, container_of
from agent.execution.pace import Fault, Faults, Pace
from agent.execution.results import Order, Unit, is_found, is_usable, results
from agent.market.market import Market
from agent.planner.catalogue import Catalogue

_REMEMBERED = 32
"""Results kept at hand, since a launch is looked at many times while it runs."""


@dataclass(frozen=True)
class _Standing:
    """How far a launch is at one moment."""

    record: Record
    order: Order
    units: tuple[Unit, ...]
    pace: Pace
    now: datetime

    @cached_property
    def done(self) -> int:
        until = min(self.now, self.record.stopped_at or self.now)
        seconds = (until - self.record.launched_at).total_seconds()
        return self.pace.handled(seconds, self._end)

    @property
    def _end(self) -> int:
        """After how many units it ends; a fault that lies beyond the last never happens."""
        return min(self._fault.after, len(self.units)) if self._fault else len(self.units)

    @property
    def _fault(self) -> Fault | None:
        fault = self.record.fault
        if fault and (fault.after == 0 or fault.after < len(self.units)):
            return fault
        return None if self.units or self.record.launch.skip else Fault(Failure.EMPTY)

    @property
    def state(self) -> LaunchState:
        seconds = (self.now - self.record.launched_at).total_seconds()
        if self.record.stopped_at:
            return LaunchState.STOPPED
        if self.done < self._end or seconds < self.pace.startup_seconds:
            return LaunchState.RUNNING
        return LaunchState.FAILED if self._fault else LaunchState.FINISHED

    @property
    def progress(self) -> Progress:
        failed = self._fault if self.state is LaunchState.FAILED else None
        handled = self.units[: self.done]
        return Progress(
            state=self.state,
            done=self.done,
            total=len(self.units),
            found=sum(is_found(self.order.phantom, unit) for unit in handled),
            failure=failed.failure if failed else None,
        )

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        return tuple(row for unit in self.units[: self.done] for row in unit)


class MockExecutor:
    """Runs every phantom of the catalogue without the outside world."""

    def __init__(
        self,
        catalogue: Catalogue,
        market: Market,
        journal: Journal,
        clock: Clock,
        pace: Pace,
        faults: Faults | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._market = market
        self._journal = journal
        self._clock = clock
        self._pace = pace
        self._faults = faults or Faults()
        self._results: dict[str, tuple[Unit, ...]] = {}

    async def launch(self, launch: Launch, credentials: Mapping[str, str]) -> str:
        now = self._clock.now()
        fault = self._fault(self._order(launch, now), credentials)
        record = await self._journal.add(Record(container_of(launch.key), launch, now, fault))
        return record.container

    async def poll(self, container: str) -> Progress:
        return (await self._standing(container)).progress

    async def rows(self, container: str) -> Sequence[ResultRow]:
        return (await self._standing(container)).rows

    async def stop(self, container: str) -> None:
        standing = await self._standing(container)
        if standing.state is LaunchState.RUNNING:
            await self._journal.stop(container, standing.now)

    def _order(self, launch: Launch, at: datetime) -> Order:
        phantom = self._catalogue.get(launch.script)
        if phantom is None:
            raise NotFoundError(f"There is no phantom {launch.script}.")
        return Order(self._market, self._catalogue, phantom, launch, at)

    def _fault(self, order: Order, credentials: Mapping[str, str]) -> Fault | None:
        """What will end it early: its credentials and inputs, as at the real vendor, before any plan."""
        if any("expired" in value.lower() for value in credentials.values()):
            return Fault(Failure.EXPIRED_COOKIE)
        if not is_usable(order):
            return Fault(Failure.INVALID_INPUT)
        return self._faults.of(order.launch)

    async def _standing(self, container: str) -> _Standing:
        record = await self._journal.get(container)
        order = self._order(record.launch, record.launched_at)
        return _Standing(record, order, self._units(container, order), self._pace, self._clock.now())

    def _units(self, container: str, order: Order) -> tuple[Unit, ...]:
        if container not in self._results:
            while len(self._results) >= _REMEMBERED:
                del self._results[next(iter(self._results))]
            self._results[container] = results(order)
        return self._results[container]
