"""Worth doing today: at most three, each with a button that does it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from agent.alerts.lines import Line, Say
from agent.briefings.facts import Facts
from agent.briefings.sections.section import Section
from agent.briefings.wording import counted

MOST = 3
UNUSED = timedelta(days=7)
"""A playbook that was used since then needs no reminder."""
FORGOTTEN = timedelta(days=60)
FIND_EMAILS = "find e-mails for my leads without an e-mail"


def lines(facts: Facts) -> Iterator[Line]:
    """What helps most first."""
    yield from _emails(facts)
    yield from _playbooks(facts)


def _emails(facts: Facts) -> Iterator[Line]:
    without = facts.lead_state.without_email
    planned = any(FIND_EMAILS in plan.title for plan in facts.plans)
    if without and not planned:
        have = "has" if without == 1 else "have"
        all_of_them = counted(facts.lead_state.people, "lead")
        text = f"{without:,} of your {all_of_them} {have} no e-mail: try another finder."
        yield Line(text=text, buttons=(Say(label="Plan it", text=FIND_EMAILS),))


def _playbooks(facts: Facts) -> Iterator[Line]:
    for kept in facts.playbooks:
        unused = facts.now - kept.used_at
        if UNUSED <= unused <= FORGOTTEN:
            text = (
                f"The playbook “{kept.name}” ran {counted(unused.days, 'day')} ago: new people may be there."
            )
            yield Line(text=text, buttons=(Say(label="Run it again", text=kept.goal, playbook=kept.id),))


SECTION = Section("Worth doing today", lines, news=False, most=MOST)
