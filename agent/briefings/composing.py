"""From facts to a briefing, by template: every figure that is ever said comes from here."""

from __future__ import annotations

from agent.briefings.composed import Composed, Part
from agent.briefings.facts import Facts
from agent.briefings.sections import SECTIONS
from agent.briefings.wording import counted, hello, since_when
from agent.people.person import Metric, Style


def compose(facts: Facts, note: str = "") -> Composed:
    """The whole briefing; one line when there is nothing new, nothing to decide and nothing due."""
    hi, since = hello(facts.now, facts.zone), since_when(facts.since, facts.now, facts.zone)
    found = [(section, section.part(facts)) for section in SECTIONS]
    figures = _figures(facts)
    if not figures and not any(part for section, part in found if section.news):
        return Composed(hello=hi, opening=f"Nothing new {since}. I'll be quiet.", note=note)
    brief = facts.wishes.style is Style.BRIEF
    parts = tuple(part for section, part in found if part is not None and (section.news or not brief))
    return Composed(
        hello=hi,
        opening=_opening(figures, since, parts),
        counted=f"{_capital(since)}: {', '.join(figures)}." if figures else "",
        parts=parts,
        note=note,
    )


def _figures(facts: Facts) -> list[str]:
    """What happened, in numbers, what the reader cares for first; what did not happen is left out."""
    figures, wishes = facts.figures, facts.wishes
    told = {
        Metric.PLANS: (figures.plans, "plan"),
        Metric.RUNS: (len(figures.ended), "run"),
        Metric.LEADS: (figures.leads, "new lead"),
        Metric.EMAILS: (figures.emails, "new e-mail"),
    }
    usual = [metric for metric in told if metric is not Metric.EMAILS or wishes.style is Style.DETAILED]
    order = dict.fromkeys((*wishes.metrics, *usual))
    return [counted(*told[metric]) for metric in order if told[metric][0]]


def _opening(figures: list[str], since: str, parts: tuple[Part, ...]) -> str:
    if not figures:
        return f"Nothing new {since}, but this is worth a look." if parts else f"Nothing new {since}."
    when = "Yesterday" if since == "since yesterday" else _capital(since)
    return f"{when}: {', '.join(figures)}."


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def facts_in(composed: Composed) -> list[str]:
    """Every sentence of a briefing, for whoever puts it into other words."""
    lines = [line.text for part in composed.parts for line in part.lines]
    return [sentence for sentence in (composed.counted, *lines) if sentence]
