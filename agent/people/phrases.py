"""What people say when they want to be told differently: patterns, and the change that each asks for."""

from __future__ import annotations

import re
from collections.abc import Callable

from agent.people.changes import (
    AddGoal,
    Change,
    Forget,
    SetFrequency,
    SetGoals,
    SetMetrics,
    SetQuiet,
    SetStyle,
    Show,
)
from agent.people.daytimes import TIME, quiet
from agent.people.person import Frequency, Metric, Style

SURE = 0.95
UNSURE = 0.6
"""Below what is acted on without asking."""
DEFAULT_START, DEFAULT_END = "8pm", "8am"

Made = tuple[Change, float] | None
Make = Callable[[re.Match[str]], Made]

_ABOUT_ME = r"(?:about|of|on) me"
_NOT = r"(?:no|don't|do not|never|without|stop)"
_TELL = r"(?:alerts?|messages?|notifications?|updates?|pings?|notify|disturb|write|contact|bother)"
_NO_ALERTS = rf"{_NOT} (?:send |give |show )?(?:me )?(?:any )?(?:more )?{_TELL}(?: me)?"
_UPDATES = r"(?:updates?|briefings?|summar(?:y|ies)|reports?|news)"
_SEND = rf"(?:(?:send|give|write|show|tell) )?(?:me )?(?:my |the |an? )?{_UPDATES}(?: to me)?"
_WANT = r"(?:i (?:want|would like|'d like) |i'd like )?(?:send |give )?(?:me )?(?:a |only |my )*"
_START, _END = rf"(?P<start>{TIME})", rf"(?P<end>{TIME})"
_SPAN = r"(?P<span>(?:for )?(?:this|the|next) (?:day|week|month|quarter|year))"
_STUFF = r"(?: (?:things|stuff|news|updates|alerts|matters|ones))?"
_SAYING = r"(?:answers|messages|replies)"
_METRICS: tuple[tuple[Metric, str], ...] = (
    (Metric.EMAILS, r"e-?mails?(?: addresses)?(?: found)?|addresses"),
    (Metric.LEADS, r"(?:new )?leads?(?: found)?|people found|new people|contacts"),
    (Metric.RUNS, r"runs?|executions?"),
    (Metric.PLANS, r"plans?(?: approved)?|approvals"),
)
_METRIC = rf"(?:the )?(?:number of )?(?:{'|'.join(words for _, words in _METRICS)})"
_FIGURES = rf"(?P<metrics>{_METRIC}(?:(?:, ?(?:and )?| and | then ){_METRIC})*)"
_SEEKS = re.compile(
    r"(?:find|get|collect|scrape|extract|search|look|build|list|export|reach|e-?mail|contact|message|connect"
    r"|invite|enrich)\b",
    re.IGNORECASE,
)
"""A goal that begins so may be meant as one to plan now."""


def _is(change: Change) -> Make:
    return lambda _: (change, SURE)


def _between(found: re.Match[str]) -> Made:
    return _quiet(found["start"], found["end"], guessed=False)


def _after(found: re.Match[str]) -> Made:
    return _quiet(found["start"], DEFAULT_END, guessed=True)


def _before(found: re.Match[str]) -> Made:
    return _quiet(DEFAULT_START, found["end"], guessed=True)


def _quiet(start: str, end: str, *, guessed: bool) -> Made:
    """Quiet hours; what was guessed, or could be meant twice, is asked about."""
    read = quiet(start, end)
    if read is None:
        return None
    hours, certain = read
    return SetQuiet(quiet=hours), SURE if certain and not guessed else UNSURE


def _cares(found: re.Match[str]) -> Made:
    """The figures in the order in which they are named."""
    named = re.finditer("|".join(rf"(?P<{metric}>{words})" for metric, words in _METRICS), found["metrics"])
    return SetMetrics(metrics=tuple(Metric(each.lastgroup or "") for each in named)), SURE


def _goal(found: re.Match[str]) -> Made:
    """The goal with its span, if it has one."""
    goal = found["goal"].strip(" .!")
    span = (found.groupdict().get("span") or "").removeprefix("for ")
    change = AddGoal(goal=f"{goal} ({span})" if span and span not in goal else goal)
    return change, UNSURE if _SEEKS.match(goal) else SURE


RULES: tuple[tuple[str, Make], ...] = (
    (
        (
            rf"what (?:do|did) you (?:know|remember|have|keep|store)(?: stored)? {_ABOUT_ME}"
            rf"|(?:show|tell) me what you (?:know|remember) {_ABOUT_ME}"
            r"|(?:show|list|see)(?: me)? my (?:preferences|profile|goals|context)"
            r"|what are my (?:preferences|goals)"
        ),
        _is(Show()),
    ),
    (
        (
            r"(?:forget|delete|erase|remove|clear) (?:everything|all|all of it|what|whatever)"
            rf"(?: that)?(?: you)?(?: know| knew| remember| have| keep| stored?)? {_ABOUT_ME}"
            r"|forget (?:about )?me|forget (?:everything|it all|all of it)"
            r"|(?:forget|delete|erase|clear) (?:all )?my (?:context|profile|preferences|memory)"
        ),
        _is(Forget()),
    ),
    (
        (
            r"(?:forget|delete|clear|remove|drop|reset) (?:all )?(?:of )?my (?:current )?goals?"
            r"|i (?:have no|don't have any)(?: more)? goals?(?: any ?more)?"
        ),
        _is(SetGoals(goals=())),
    ),
    (rf"(?:my|our) (?:current |main |new )?goal {_SPAN} is (?:to )?(?P<goal>.{{3,}})", _goal),
    (r"(?:my|our) (?:current |main |new |next )?goal is (?:to )?(?P<goal>.{3,})", _goal),
    (r"(?:add|remember|note) (?:a |this |the |my |as my |as a )?goal:? (?P<goal>.{3,})", _goal),
    (
        (
            r"(?:no|remove|drop|forget|delete|cancel|turn off|stop|end|without) (?:my |the |any )?"
            r"quiet (?:hours|times?)"
        ),
        _is(SetQuiet(quiet=None)),
    ),
    (rf"{_NO_ALERTS} (?:between|from) {_START} (?:and|to|until|till|-|–) {_END}", _between),
    (
        (
            r"(?:(?:set |make |my |keep )*quiet(?: hours| time)?(?: are| is)?"
            r"|(?:be|keep|stay) (?:quiet|silent)|silence) ?(?:between|from|:)? ?"
            rf"{_START} ?(?:and|to|until|till|-|–) ?{_END}"
        ),
        _between,
    ),
    (rf"{_NO_ALERTS} after {_START}", _after),
    (rf"{_NO_ALERTS} (?:before|until) {_END}", _before),
    (
        (
            r"only (?:tell|send|show|notify|message|alert|ping|write|contact|bother)(?: to)? me "
            r"(?:of |about |with |when |if |the )?(?:it's |it is |something(?:'s| is) |what(?:'s| is) )?"
            rf"(?:really )?(?:important|urgent){_STUFF}"
            rf"|(?:only|just) (?:the )?(?:important|urgent){_STUFF}(?: only)?"
            r"|(?:important|urgent) (?:things|stuff|news|updates) only"
        ),
        _is(SetFrequency(frequency=Frequency.IMPORTANT)),
    ),
    (
        (
            rf"{_SEND}(?: only| just)? (?:weekly|every week|once a week|each week)|{_WANT}weekly {_UPDATES}"
            r"|(?:update|brief|tell) me (?:only )?(?:weekly|every week|once a week)"
        ),
        _is(SetFrequency(frequency=Frequency.WEEKLY)),
    ),
    (
        (
            rf"{_SEND} (?:daily|every day|once a day|each day)|{_WANT}daily {_UPDATES}"
            r"|(?:update|brief|tell) me (?:daily|every day|once a day)"
        ),
        _is(SetFrequency(frequency=Frequency.DAILY)),
    ),
    (
        (
            r"(?:no|don't send(?: me)?(?: any)?|stop(?: sending)?(?: me)?(?: the| any| all| my)?"
            rf"|never send(?: me)?(?: any)?)(?: more)? {_UPDATES}(?: at all| any ?more)?"
            r"|(?:don't|do not|never) (?:update|brief) me"
        ),
        _is(SetFrequency(frequency=Frequency.NONE)),
    ),
    (
        (
            rf"(?:keep|make) (?:it|things|(?:your )?{_SAYING}) (?:short|brief|shorter|concise)"
            rf"|be (?:more )?(?:brief|briefer|concise|short|terse)|(?:short|brief|shorter|concise) {_SAYING}"
            r"|less detail|fewer words|get to the point"
        ),
        _is(SetStyle(style=Style.BRIEF)),
    ),
    (
        (
            r"be (?:more )?(?:detailed|thorough|verbose)|(?:give|tell|show) me (?:more|all the|all) details?"
            rf"|more detail(?:s|ed)?(?: {_SAYING})?|(?:detailed|longer|long) {_SAYING}"
            rf"|(?:keep|make) (?:it|(?:your )?{_SAYING}) (?:more )?(?:detailed|longer)"
        ),
        _is(SetStyle(style=Style.DETAILED)),
    ),
    (
        (
            r"be (?:more |a bit )?(?:friendly|friendlier|nicer|warm|warmer|casual)"
            rf"|(?:friendly|friendlier) (?:{_SAYING}|tone)"
        ),
        _is(SetStyle(style=Style.FRIENDLY)),
    ),
    (
        (
            r"i (?:mostly |mainly |really |only )?(?:care|am interested) (?:most |mostly |mainly |only )?"
            rf"(?:about|in) {_FIGURES}(?: most| first)?"
        ),
        _cares,
    ),
    (rf"(?:show|put|tell me) {_FIGURES} first", _cares),
    (
        rf"(?:my )?(?:priority|most important|key) (?:metrics?|figures?|numbers?) (?:is|are) {_FIGURES}",
        _cares,
    ),
)
"""What is matched is taken out of the text before the next rule looks at it."""
