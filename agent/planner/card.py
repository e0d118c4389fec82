"""A plan as people see it: what stands in the store, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.planner.goal import Goal
from agent.planner.plan import Outcome, Plan, Question, Refusal, Revision
from storage.models import Plan as PlanRow
from storage.models import PlanStatus, PlanVersion

__all__ = ["PlanCard", "PlanStatus", "card_of", "outcome_of", "revision_of"]


@dataclass(frozen=True)
class PlanCard:
    """One plan at its shown version; `version` is 0 while the first is being made."""

    id: str
    workspace: str
    author: str
    channel: str
    thread_ts: str
    goal: str
    status: PlanStatus
    version: int
    plan: Plan | None
    refusal: Refusal | None
    question: Question | None
    changed: str | None
    notice: str | None
    decided_by: str | None
    decided_at: datetime | None
    created_at: datetime
    expires_at: datetime

    @property
    def goal_title(self) -> str:
        """A short name for the goal."""
        return Goal(text=self.goal).title

    def instead(self, answer: int | None = None) -> str | None:
        """The goal to plan instead: that of an answer to the question, else the one that is near."""
        if answer is None:
            return self.refusal.instead if self.refusal else None
        options = self.question.options if self.question else ()
        return options[answer].goal_text if answer < len(options) else None


def outcome_of(version: PlanVersion) -> Outcome:
    """The planner's answer, parsed from its document."""
    return Outcome.model_validate(version.document)


def revision_of(versions: Sequence[PlanVersion], feedback: str) -> Revision | None:
    """What planning again starts from; None for a goal that was not planned yet.

    What was asked for once still counts: each version is planned from the goal and all feedback on it. Where
    a person corrected what was understood, from that and the feedback since.
    """
    if not versions and not feedback:
        return None
    outcomes = [outcome_of(version) for version in versions]
    since, goal = _newest_correction(outcomes)
    said = (*(version.feedback for version in versions[since:]), feedback)
    return Revision(
        rejected=tuple(outcome.plan for outcome in outcomes if outcome.plan is not None),
        feedback=". ".join(filter(None, said)),
        goal=goal,
    )


def _newest_correction(outcomes: Sequence[Outcome]) -> tuple[int, Goal | None]:
    """How many versions there are up to it, and the goal as it was corrected."""
    for number, outcome in reversed(list(enumerate(outcomes, start=1))):
        if outcome.corrected and outcome.plan is not None:
            return number, outcome.plan.goal
    return 0, None


def card_of(row: PlanRow, shown: PlanVersion | None) -> PlanCard:
    """Read one plan at one version."""
    outcome = outcome_of(shown) if shown is not None else Outcome()
    return PlanCard(
        id=row.id,
        workspace=row.workspace,
        author=row.author,
        channel=row.channel,
        thread_ts=row.thread_ts,
        goal=row.goal,
        status=row.status,
        version=row.version,
        plan=outcome.plan,
        refusal=outcome.refusal,
        question=outcome.question,
        changed=outcome.changed,
        notice=row.notice,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
