"""The one question that a goal calls for when it misses what no input field could ask for."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from agent.planner.goal import Goal, Language
from agent.planner.plan import Option, Question, Refusal
from agent.planner.reading.data import compiled, table
from agent.planner.reading.talk import words_of

_OWN = re.compile(
    r"\b(?:for|to grow|grow|to help|of|für|pour|para)"
    r" (?:my|our|the|mein\w*|unser\w*|mon|ma|notre|mi|nuestr\w+) (?:\w+ )?"
    r"(?:company|business|startup|agency|product|team|firm|shop|store|salon|restaurant|studio|practice|clinic"
    r"|brand|services?|app|tool|software|gym|caf[eé]|hotel|boutique|saas|platform|project|website"
    r"|laden|geschäft|firma|unternehmen|agentur|praxis|entreprise|boîte|magasin|agence|société|tienda|negocio|empresa|agencia|clínica|restaurante)\b"
    r"|\b(?:my|our|the|nos|notre|unser\w*|nuestr\w+) "
    r"(?=(?:\w+ )?(?:pipeline|funnel|sales|revenue|turnover|numbers|calendar|quota"
    r"|ventes|ventas|umsatz|vertrieb|verkauf)\b)"
    r"|\b(?:these|este|esta|ce|cette|diesen?|dieses) "
    r"(?:month|week|quarter|year|mes|semana|trimestre|año|mois|semaine|année|monat|woche|quartal|jahr)\b"
    r"|\bin (?:my|our) (?:niche|area|industry|market|field|space|region|city)\b",
    re.IGNORECASE,
)
"""For whom somebody asks, which tells nothing about whom they look for."""

_LONGEST_WISH = 10
"""Words; who writes more of them says something by it."""


def question(goal: Goal) -> Question | None:
    """What to ask before planning: nothing, as soon as the text says more than that something is wanted."""
    if goal.urls or goal.quoted:
        return None
    said = words_of(goal.text)
    kind = next((kind for kind, pattern in _said().items() if pattern.fullmatch(said)), None)
    kind = kind or _only_wished(goal.asked)
    return _question(kind, goal.language or Language.ENGLISH) if kind else None


def unclear(goal: Goal, why: str) -> Question:
    """What to ask of a goal in which nothing to do was understood, or of which nothing is left, and why."""
    asked = _question("what", goal.language or Language.ENGLISH)
    return asked.model_copy(update={"text": f"{why} {asked.text}".strip()})


def unasked(asked: Question) -> Refusal:
    """The same for where there are no buttons: what is missing, and the likeliest goal."""
    return Refusal(reason=asked.text, instead=asked.options[0].goal_text)


def _question(kind: str, language: Language) -> Question:
    spec: dict[str, Any] = table("questions")["ask"][kind]
    options = tuple(Option(label=label, goal_text=text) for label, text in spec["options"].items())
    return Question(text=spec["text"][language.value], options=options)


def _only_wished(asked: str) -> str | None:
    """What a text wishes for whose words, in English, say nothing else."""
    said = words_of(_OWN.sub("", asked)).lower().split()
    if not said and _OWN.search(asked):
        return "who"  # "grow our business"
    words = {word for word in said if not word.isdigit()} if len(said) <= _LONGEST_WISH else set[str]()
    kinds: dict[str, list[str]] = table("questions")["wishes"]
    known = _fillers().union(*kinds.values())
    return next((kind for kind, named in kinds.items() if words & set(named) and words <= known), None)


@cache
def _fillers() -> frozenset[str]:
    return frozenset(table("questions")["fillers"])


@cache
def _said() -> dict[str, re.Pattern[str]]:
    """Whole texts that say only that something is wanted, by what they leave out."""
    asks = table("questions")["ask"]
    return {kind: compiled(["|".join(spec["said"])])[0] for kind, spec in asks.items()}
