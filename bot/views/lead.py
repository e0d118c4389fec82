"""Leads as a list in a modal."""

from __future__ import annotations

from collections.abc import Sequence

from agent.leads.service import Decision, LeadLine
from bot import limits
from bot.views import blocks as b
from bot.views.score_bar import TIERS

PAGE = 20
FARTHEST = 10_000
"""Leads that can be paged to."""
ALL = "all"
"""Stands where a run's id would: all leads of whoever clicks."""
BLOCKED = "do not contact"
LONGEST_FACT = 100
LONGEST_LINK = 500


def leads_modal(title: str, leads: Sequence[LeadLine], run_id: str, page: int) -> b.Block:
    """One page of a run's leads, with the way to the next and the last."""
    return page_modal(title, leads[page * PAGE : (page + 1) * PAGE], len(leads), run_id, page)


def page_modal(title: str, shown: Sequence[LeadLine], count: int, run_id: str, page: int) -> b.Block:
    """One page of so many leads, of a run or of all runs."""
    last = max(0, (min(count, FARTHEST) - 1) // PAGE)
    blocks = [b.context(f"{count:,} leads · page {page + 1:,} of {last + 1:,}")]
    blocks += [lead_section(lead) for lead in shown]
    turns = []
    if page > 0:
        turns.append(b.button("Previous", "leads_page", f"{run_id}:{page - 1}"))
    if page < last:
        turns.append(b.button("Next", "leads_page_next", f"{run_id}:{page + 1}"))
    if turns:
        blocks.append(b.actions(*turns))
    return b.modal("Leads", "leads", run_id, [b.context(f"*{b.escape(title)}*"), *blocks])


def lead_section(lead: LeadLine) -> b.Block:
    """One lead with the way to all that is known of it."""
    return b.section(lead_text(lead), b.button("Look", "lead_open", lead.id) if lead.id else None)


def lead_menu(lines: Sequence[LeadLine]) -> b.Block | None:
    """The same where leads stand in a table, which has no buttons."""
    options = {line.id: _choice(line) for line in lines if line.id}
    if not options:
        return None
    words = b.plain("Look at a lead", limits.PLACEHOLDER)
    return {**b.select(options), "action_id": "lead_pick", "placeholder": words}


def _choice(lead: LeadLine) -> str:
    return " · ".join(filter(str.strip, (lead.name or lead.email or "", lead.company or ""))) or "Unknown"


def lead_text(lead: LeadLine) -> str:
    """One lead in two lines; its score and a decision over it are in the second."""
    name = _short(lead.name or "Unknown").replace("|", "¦")
    url = lead.profile_url or ""
    linked = url.startswith("https://") and len(url) <= LONGEST_LINK
    name = f"*<{b.escape(url)}|{name}>*" if linked else f"*{name}*"
    what = " at ".join(_short(part) for part in (lead.title, lead.company) if part)
    email = _short(lead.email) if lead.email else "no e-mail"
    facts = [email]
    if lead.score is not None and lead.tier is not None:
        facts.append(f"{lead.score} {TIERS[lead.tier].lower()}")
    if lead.decision is not Decision.PROPOSED:
        facts.append(lead.decision.value)
    if lead.blocked:
        facts.append(f"*{BLOCKED}*")
    return f"{name}  {what}".strip() + f"\n{' · '.join(facts)}"


def _short(text: str) -> str:
    return b.escape(b.cut(text, LONGEST_FACT))
