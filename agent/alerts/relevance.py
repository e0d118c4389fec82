"""Whether what an alert is about is still so when it is to be told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from storage.models import Alert, AlertKind, PlanStatus, RunStatus
from storage.repositories import Repositories

Check = Callable[[Repositories, Alert], Awaitable[bool]]


async def still_so(repos: Repositories, alert: Alert) -> bool:
    """Whether nobody has dealt with it meanwhile."""
    return await _CHECKS[alert.kind](repos, alert)


async def _stopped(repos: Repositories, alert: Alert) -> bool:
    run = await repos.runs.get(alert.target)
    return run is not None and run.status is RunStatus.STOPPED and run.segment == alert.number


async def _waits(repos: Repositories, alert: Alert) -> bool:
    run = await repos.runs.get(alert.target)
    return run is not None and run.status is RunStatus.WAITING


async def _expires(repos: Repositories, alert: Alert) -> bool:
    plan = await repos.plans.get(alert.target)
    return plan is not None and plan.status is PlanStatus.PROPOSED and plan.drafts == alert.number


async def _always(_repos: Repositories, _alert: Alert) -> bool:
    return True


_CHECKS: Mapping[AlertKind, Check] = {
    AlertKind.RUN_STOPPED: _stopped,
    AlertKind.CREDENTIAL: _stopped,
    AlertKind.RUN_WAITS: _waits,
    AlertKind.PLAN_EXPIRES: _expires,
    AlertKind.LEADS: _always,
}
