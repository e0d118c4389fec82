"""The parts of a briefing: adding one is one file and one line here."""

from __future__ import annotations

from agent.briefings.sections import goals, since, suggestions, team, today, waiting
from agent.briefings.sections.section import Section

SECTIONS: tuple[Section, ...] = (
    since.SECTION,
    waiting.SECTION,
    team.SECTION,
    today.SECTION,
    goals.SECTION,
    suggestions.SECTION,
)
"""In the order in which they are read."""

__all__ = ["SECTIONS", "Section"]
