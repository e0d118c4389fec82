"""The card of a run: what is missing, how far it is, what went wrong, what came out."""

from __future__ import annotations

from datetime import timedelta

from agent.execution.card import RunCard, RunStatus, StepCard, StepStatus
from agent.execution.executor import Failure, Row
from bot.views import blocks as b

FAILURES = {
    Failure.RATE_LIMIT: "the daily limit was reached. Trying again later goes on where it stopped.",
    Failure.EXPIRED_COOKIE: "the session cookie expired or is missing.",
    Failure.EMPTY: "it found nothing to work on. Another input may help.",
    Failure.INVALID_INPUT: "it could not use an input. Please check the inputs.",
    Failure.UNAVAILABLE: "the service did not answer. Trying again usually helps.",
    Failure.UNSEEN: "I lost sight of it. Trying again looks where it is.",
}
INPUT_FAILURES = {Failure.EMPTY, Failure.INVALID_INPUT}
_TASK = {
    StepStatus.PENDING: "pending",
    StepStatus.RUNNING: "in_progress",
    StepStatus.FINISHED: "complete",
    StepStatus.FAILED: "error",
    StepStatus.SKIPPED: "complete",
    StepStatus.STOPPED: "error",
}
COLUMNS = (
    ("Name", ("fullname", "companyname")),
    ("Title", ("linkedincurrentjobtitle", "jobtitle", "linkedinjobtitle", "headline")),
    ("Company", ("currentcompanyname", "companyname")),
    ("E-mail", ("professionalemail", "email", "personalemail")),
    ("Status", ("status",)),
)
"""The columns of the short table, and the outputs that may fill each."""


def value_of(card: RunCard) -> str:
    """What a button of this card carries: the run and the stretch it was shown with."""
    return f"{card.id}:{card.segment}"


def run_message(card: RunCard) -> b.Message:
    """The card for a run in any of its states."""
    return _SHOWN[card.status](card)


def cancel_button(card: RunCard) -> b.Block:
    """Cancels a run, once that was said twice."""
    return b.button("Cancel run", "run_cancel", value_of(card), confirm=_sure(card))


def _waiting(card: RunCard) -> b.Message:
    missing = card.form.missing
    value = value_of(card)
    cancel = cancel_button(card)
    if missing:
        text = f"{missing} thing{'s' if missing != 1 else ''} to add"
        inputs = b.button("Inputs", "run_inputs", value, style="primary")
        return b.Message(text, [b.section(f"*Before I can run this:* {text}."), b.actions(inputs, cancel)])
    people = f"{card.wanted:,} people · " if card.wanted else ""
    text = f"Ready to run · {people}about {card.minutes} min"
    run = b.button("Run", "run_start", value, style="primary")
    inputs = b.button("Change inputs", "run_inputs", value)
    return b.Message(text, [b.section(f"*{text}*"), b.actions(run, inputs, cancel)])


def _running(card: RunCard) -> b.Message:
    now = next((step.position for step in card.steps if step.status is StepStatus.RUNNING), 0)
    title = f"Running · {max(now, 1)} of {len(card.steps)}"
    return b.Message(_line(card, title), [_steps(card, title), b.actions(cancel_button(card))])


def _stopped(card: RunCard) -> b.Message:
    step = card.stopped_at or card.steps[-1]
    failure = step.failure or Failure.UNAVAILABLE
    kept = f" The {step.done:,} are kept." if step.done else ""
    text = b.escape(f"{step.name} stopped after {step.done:,} {step.rows.value}: {FAILURES[failure]}{kept}")
    return b.Message(
        text,
        [
            _steps(card, f"Stopped · {step.position} of {len(card.steps)}"),
            b.section(f":warning: {text}"),
            b.actions(*ways_on(card, step, failure)),
        ],
    )


def ways_on(card: RunCard, step: StepCard, failure: Failure) -> list[b.Block]:
    value = value_of(card)
    ways = []
    if failure is Failure.EXPIRED_COOKIE and step.account is not None:
        ways.append(b.button("Update cookie and go on", "run_reconnect", value, style="primary"))
    if failure in INPUT_FAILURES:
        ways.append(b.button("Change inputs", "run_inputs", value, style="primary"))
    ways.append(b.button("Retry", "run_retry", value))
    skip = f"Go on with {step.done:,}" if step.done else "Skip this step"
    ways.append(b.button(skip, "run_skip", value))
    ways.append(cancel_button(card))
    return ways


def _finished(card: RunCard) -> b.Message:
    facts = [_people(card), _took(card)]
    if card.gone:
        facts.append(f"{card.gone:,} {'person' if card.gone == 1 else 'people'} skipped: deleted on request")
    if card.known:
        facts.append(f"{card.known:,} {'was' if card.known == 1 else 'were'} already known and updated")
    return _ended(card, " · ".join(fact for fact in facts if fact), "Done")


def _cancelled(card: RunCard) -> b.Message:
    kept = f" {_people(card)} kept." if card.people else ""
    who = f" by <@{card.ended_by}>" if card.ended_by else ""
    return _ended(card, f"Run cancelled{who}.{kept}", "Cancelled")


def _ended(card: RunCard, text: str, title: str) -> b.Message:
    shown = [b.section(f"*{text}*"), _steps(card, title)]
    if card.first_rows:
        shown += [b.table(short_table(card.first_rows)), b.context("The whole result is in the CSV below.")]
    if card.people > card.emails > 0:
        without = card.people - card.emails
        shown.append(b.context(f"{without:,} have no e-mail: another finder may know them. Ask me for it."))
    buttons = [b.button("Run again", "run_again", value_of(card))]
    if card.people:
        buttons.insert(0, b.button("See leads", "leads_open", f"{card.id}:0"))
        buttons.insert(1, b.button("Review", "review_open", card.id))
    if card.status is RunStatus.FINISHED and not card.kept:
        buttons.append(b.button("Save as playbook", "playbook_save", value_of(card)))
    return b.Message(text, [*shown, b.actions(*buttons)])


def _people(card: RunCard) -> str:
    people = f"{card.people:,} {'person' if card.people == 1 else 'people'}"
    return f"{people}, {card.emails:,} with an e-mail" if card.emails else people


def _took(card: RunCard) -> str:
    if card.started_at is None or card.ended_at is None:
        return ""
    return _span(card.ended_at - card.started_at)


def _span(time: timedelta) -> str:
    minute = timedelta(minutes=1)
    return f"{round(time / minute)} min" if time >= minute else f"{max(0, time.seconds)} s"


def _time(card: RunCard, step: StepCard) -> str:
    """How long a step took, or how long it will, going by how long it has taken so far."""
    if step.started_at is None:
        return ""
    if step.status is StepStatus.FINISHED and step.ended_at is not None:
        return f" · {_span(step.ended_at - step.started_at)}"
    if step.status is StepStatus.RUNNING and 0 < step.done < step.total:
        left = (card.at - step.started_at) * ((step.total - step.done) / step.done)
        return f" · about {_span(left)} left"
    return ""


def _line(card: RunCard, title: str) -> str:
    return f"{title} · {b.escape(card.title)}"


def _steps(card: RunCard, title: str) -> b.Block:
    return {"type": "plan", "title": title, "tasks": [_task(card, step) for step in card.steps]}


def _task(card: RunCard, step: StepCard) -> b.Block:
    return {
        "type": "task_card",
        "task_id": f"{card.id}-{step.position}",
        "title": f"{step.name}{_count(step)}{_time(card, step)}",
        "status": _TASK[step.status],
    }


def _count(step: StepCard) -> str:
    left_out = f" · {step.barred:,} left out: do not contact" if step.barred else ""
    return f"{_handled(step)}{left_out}"


def _handled(step: StepCard) -> str:
    if step.status is StepStatus.SKIPPED:
        return f" · skipped, {step.done:,} kept" if step.done else " · skipped"
    if step.status is StepStatus.PENDING or not step.total:
        return ""
    if step.status is StepStatus.FINISHED and step.finds_its_own:
        with_result = f", {step.found:,} with a result" if step.found < step.done else ""
        return f" · {step.done:,} {step.rows.value}{with_result}"
    limit = " (today's limit)" if step.total == step.daily_limit else ""
    return f" · {step.done:,} of {step.total:,}{limit}, {step.found:,} found"


def short_table(rows: tuple[Row, ...]) -> list[list[str]]:
    """The first rows of a result under the columns that have something to show."""
    cells = {
        title: [next((row[name] for name in names if row.get(name)), "") for row in rows]
        for title, names in COLUMNS
    }
    shown = {title: column for title, column in cells.items() if any(column)} or {"Result": ["–"] * len(rows)}
    return [list(shown), *[[column[i] for column in shown.values()] for i in range(len(rows))]]


def _sure(card: RunCard) -> b.Block:
    text = "What it has delivered so far is kept." if card.started_at else "Nothing has run yet."
    return b.confirm("Cancel this run?", text, "Cancel the run", "Go on")


_SHOWN = {
    RunStatus.WAITING: _waiting,
    RunStatus.RUNNING: _running,
    RunStatus.STOPPED: _stopped,
    RunStatus.FINISHED: _finished,
    RunStatus.CANCELLED: _cancelled,
}
