"""What is wrong with a search for customers that went on through deaths: a sentence for each fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote_plus

from agent.enrichment.providers import KINDS
from agent.market.web.truth import truth
from agent.prospecting import milestones as m
from storage.models import LookupOutcome
from tests.e2e.market import Counts
from tests.e2e.seeking import Kept, Seeking

ONCE = (
    m.INTAKE_SAVED,
    m.SEEDS_MAPPED,
    m.CONFIRM_PENDING,
    m.PLANNING,
    m.PROGRESS,
    m.TOPLIKES_READY,
    m.PROFILE_READY,
    m.CANDIDATES_FOUND,
    m.START_TOP10,
    m.SUMMARY,
    m.NEXT40,
    f"{m.PROGRESS}:all",
)
"""The keys of the milestones that are told, in their order."""


def faults(seeking: Seeking) -> list[str]:
    """Everything that a death must not make, and four workers neither."""
    return [*_kept(seeking), *_people(seeking), *_thread(seeking), *_asked(seeking)]


def _kept(seeking: Seeking) -> Iterator[str]:
    found = seeking.sought
    if found.states != ("summary_emitted",):
        yield f"the search is {found.states}"
    if found.broken:
        yield f"jobs broke: {found.broken}"
    hosts = Counter(domain.removeprefix("www.") for domain in found.companies)
    yield from (f"{host} is listed {often} times" for host, often in hosts.items() if often > 1)
    ranks = [found.companies[domain][1] for domain in found.lookalikes]
    if not ranks or ranks != list(range(1, len(ranks) + 1)):
        yield f"the ranks are {ranks}"
    for domain, (_, rank, reading, enriching, _) in found.companies.items():
        if not {reading, enriching} <= ({"done", "failed"} | (set() if rank else {"none"})):
            yield f"{domain} is left {reading}, {enriching}"
    for kept in seeking.kept:
        if kept.listed and list(kept.listed) != found.lookalikes:
            yield f"a list of {len(kept.listed)} is lost"


def _people(seeking: Seeking) -> Iterator[str]:
    found = seeking.sought
    for what, people in (("contact", found.contacts), ("lead", found.leads)):
        twice = [each for each, often in Counter(row[:2] for row in people).items() if often > 1]
        if twice:
            yield f"a {what} twice: {twice}"
    if {row[:2] for row in found.contacts} != {row[:2] for row in found.leads}:
        yield f"{len(found.contacts)} contacts are {len(found.leads)} leads"
    if found.links != len(found.leads):
        yield f"{found.links} leads are linked of {len(found.leads)}"
    for site, name, email in found.leads:
        if email and {each.name: each.email for each in truth(site).people}.get(name) != email:
            yield f"{email} is not {name}'s"


def _thread(seeking: Seeking) -> Iterator[str]:
    found = seeking.sought
    if [number for number, _, _ in found.milestones] != list(range(1, len(found.milestones) + 1)):
        yield f"the milestones are numbered {found.milestones}"
    if tuple(key for _, event, key in found.milestones if event not in m.QUIET) != ONCE:
        yield f"reached were {found.milestones}"
    ticks = sum(event == m.TICK for _, event, _ in found.milestones)
    if ticks != len(found.lookalikes):
        yield f"{ticks} ticks of {len(found.lookalikes)} companies"
    card, *told = seeking.keys
    if tuple(key.removeprefix(f"{card}:") for key in told) != found.told:
        yield f"the thread shows {seeking.keys}"
    if seeking.violations:
        yield f"Slack refused {seeking.violations} calls"
    started = sum(often for act, often in found.audited.items() if act == "enrichment_started")
    if started != 1:
        yield f"enrichment was started {started} times"


def _asked(seeking: Seeking) -> Iterator[str]:
    if seeking.sought.questions[LookupOutcome.ASKED.value]:
        yield "questions without an end"
    yield from asked_again(seeking.kept, seeking.counts)
    twice = [
        (vendor, question)
        for (vendor, question), often in seeking.counts.asked.items()
        if often > 1 and not (KINDS[vendor].again_free or "token" in question or "result" in question)
    ]
    # An address that two people share is asked for the second when the first one's answer was lost.
    if len(twice) > seeking.sought.questions[LookupOutcome.INTERRUPTED.value]:
        yield f"paid for twice: {twice}"
    again = sum(often - 1 for often in seeking.counts.searches.values())
    if again > len(seeking.kept):
        yield f"{again} searches were repeated"


def asked_again(lives: list[Kept], counts: Counts) -> Iterator[str]:
    """Questions whose answers were kept when a life ended, and which were asked after that."""
    for kept in lives:
        later = {key: often for key, often in counts.asked.items() if often > kept.counts.asked[key]}
        for vendor, name, subject in kept.questions:
            words = [subject] if subject else name.lower().split()
            for asked, question in later:
                said = unquote_plus(question).lower()
                if asked == vendor and all(word in said for word in words):
                    yield f"{vendor} was asked again {question}"
