"""Tools: what can be done for a person, by words or by a model; adding one is one file and one line here."""

from __future__ import annotations

from typing import Any

from agent.tools.control_run import CONTROL_RUN
from agent.tools.find_contacts import FIND_CONTACTS
from agent.tools.find_lookalikes import FIND_LOOKALIKES
from agent.tools.focus import FOCUS
from agent.tools.get_analytics import GET_ANALYTICS
from agent.tools.imports import LIST_IMPORTS
from agent.tools.list_playbooks import LIST_PLAYBOOKS
from agent.tools.plan_goal import PLAN_GOAL
from agent.tools.preferences import PREFERENCES
from agent.tools.priorities import PRIORITIES
from agent.tools.query_leads import QUERY_LEADS
from agent.tools.research_lead import RESEARCH_LEAD
from agent.tools.review_leads import REVIEW_LEADS
from agent.tools.schedules import SCHEDULES
from agent.tools.set_reminder import SET_REMINDER
from agent.tools.show_lead import SHOW_LEAD
from agent.tools.show_plans import SHOW_PLANS
from agent.tools.show_runs import SHOW_RUNS
from agent.tools.tool import Tool, Uses

TOOLS: tuple[Tool[Any], ...] = (
    SET_REMINDER,
    SCHEDULES,
    PRIORITIES,
    PREFERENCES,
    FOCUS,
    FIND_CONTACTS,
    CONTROL_RUN,
    SHOW_RUNS,
    SHOW_PLANS,
    SHOW_LEAD,
    REVIEW_LEADS,
    RESEARCH_LEAD,
    QUERY_LEADS,
    GET_ANALYTICS,
    LIST_PLAYBOOKS,
    LIST_IMPORTS,
    PLAN_GOAL,
)
"""Of readings that are equally sure the earlier tool's counts; what no other reads is planned as a goal."""


def tools_for(uses: Uses) -> tuple[Tool[Any], ...]:
    """The tools that can be done with these use cases."""
    return TOOLS if uses.prospecting is None else (FIND_LOOKALIKES, *TOOLS)
