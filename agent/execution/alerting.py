"""What a run's owner is alerted to: it stopped, its account stopped working, it waits to be started."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from agent.alerts.lines import Line, OfRun, RunAct
from agent.alerts.service import Alerts, NewAlert
from agent.execution.executor import Failure
from agent.execution.reading import RunState
from agent.planner.phantom import Account
from storage.models import AlertKind
from storage.repositories import Repositories

PATIENCE = timedelta(hours=1)
"""How long an approved run may wait before its owner is told of it."""
ACCOUNTS = {Account.LINKEDIN: "LinkedIn", Account.GITHUB: "GitHub", Account.SLACK: "Slack"}
WITH_INPUTS = {Failure.EMPTY, Failure.INVALID_INPUT}
REASONS = {
    Failure.RATE_LIMIT: "the daily limit was reached",
    Failure.EXPIRED_COOKIE: "the session cookie expired or is missing",
    Failure.EMPTY: "it found nothing to work on",
    Failure.INVALID_INPUT: "it could not use an input",
    Failure.UNAVAILABLE: "the service did not answer",
    Failure.UNSEEN: "I lost sight of it",
}
_LABELS = {
    RunAct.RECONNECT: "Update cookie and go on",
    RunAct.INPUTS: "Change inputs",
    RunAct.RETRY: "Retry",
}


@dataclass(frozen=True)
class Stopped:
    """A run that stopped at a step and waits for a decision; `account` is what that step signs in with."""

    id: str
    owner: str
    title: str
    segment: int
    step: str
    failure: Failure
    kept: int
    account: str | None = None


def stopped_line(run: Stopped) -> Line:
    """A run that stopped, why, and the ways on, the likeliest first."""
    kept = f" after {run.kept:,}, which are kept" if run.kept else ""
    text = f"“{run.title}” stopped at {run.step}{kept}: {REASONS[run.failure]}."
    first = _first(run)
    acts = (
        (first, _LABELS[first]),
        (RunAct.SKIP, f"Go on with {run.kept:,}" if run.kept else "Skip this step"),
    )
    ways = tuple(OfRun(act=act, run_id=run.id, segment=run.segment, label=label) for act, label in acts)
    return Line(text=text, buttons=ways)


def _first(run: Stopped) -> RunAct:
    if run.failure is Failure.EXPIRED_COOKIE and run.account is not None:
        return RunAct.RECONNECT
    return RunAct.INPUTS if run.failure in WITH_INPUTS else RunAct.RETRY


def stopped_alert(run: Stopped, set_at: datetime | None, channel: str) -> NewAlert:
    """Of an account that stopped working it is told once, however many runs stop for it."""
    kind, key, line = AlertKind.RUN_STOPPED, f"run:{run.id}:{run.segment}", stopped_line(run)
    if run.failure is Failure.EXPIRED_COOKIE and run.account is not None:
        kind = AlertKind.CREDENTIAL
        key = f"credential:{run.owner}:{run.account}:{set_at.isoformat() if set_at else run.id}"
        text = f"Your {ACCOUNTS[Account(run.account)]} account stopped working. {line.text}"
        line = line.model_copy(update={"text": text})
    return NewAlert(
        key=key, owner=run.owner, kind=kind, target=run.id, line=line, number=run.segment, shown_in=channel
    )


def waiting_alert(run_id: str, owner: str, title: str) -> NewAlert:
    """An approved run that nobody started."""
    button = OfRun(act=RunAct.INPUTS, run_id=run_id, segment=0, label="Inputs")
    start = OfRun(act=RunAct.START, run_id=run_id, segment=0, label="Run")
    line = Line(text=f"“{title}” is approved, and waits for you to run it.", buttons=(start, button))
    key = f"run:{run_id}:waits"
    return NewAlert(key=key, owner=owner, kind=AlertKind.RUN_WAITS, target=run_id, line=line, after=PATIENCE)


async def raise_stopped(alerts: Alerts, repos: Repositories, state: RunState, position: int) -> None:
    """Alert the owner of a run that has just stopped at this step, in the transaction in which it did."""
    step, phantom, run = state.steps[position - 1], state.phantom(position), state.run
    failure = Failure(step.failure) if step.failure else Failure.UNAVAILABLE
    stopped = Stopped(
        run.id,
        run.owner,
        state.plan.goal.title,
        run.segment,
        phantom.name,
        failure,
        step.done,
        phantom.account,
    )
    account = await repos.credentials.get(run.owner, phantom.account) if phantom.account else None
    set_at = account.set_at if account is not None else None
    await alerts.put(repos, stopped_alert(stopped, set_at, state.row.channel))
