"""A web search over the market's sites, with the rubbish that a real one returns among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache, partial
from math import inf, log
from typing import Any

from agent.market.chance import between, happens, pick
from agent.market.companies import company_from
from agent.market.text import fold, slug
from agent.market.web.directory import Listed, directory
from agent.market.web.kinds import Kind
from agent.market.web.site import site
from agent.market.web.truth import buyer_titles, integrations
from agent.market.web.view import View
from agent.market.web.wording import Wording

PAGE = 10
"""Results a page."""
_DEEPEST = 20
"""Pages that can be asked for, as web searches have it."""
_JUNK_PERCENT = 22
_TWICE_PERCENT = 8
_WITH_CITY, _WITH_PHONE = 80, 55
"""Percent of results whose snippet names the city, and the telephone number too."""
_K, _B = 1.4, 0.6
"""BM25's usual constants: how soon repeated words stop counting, and how much long pages are discounted."""
_EMPTY = frozenset(
    {
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "companies",
        "company",
        "find",
        "for",
        "from",
        "in",
        "is",
        "like",
        "of",
        "on",
        "or",
        "our",
        "similar",
        "that",
        "the",
        "to",
        "us",
        "we",
        "who",
        "with",
        "und",
        "fur",
        "der",
        "die",
        "das",
        "y",
        "de",
        "para",
        "en",
        "los",
        "las",
        "et",
        "des",
        "les",
        "pour",
    }
)
"""Words that say nothing of a company."""


@dataclass(frozen=True)
class Result:
    """One result: a page's title, its address, and a few words of it."""

    title: str
    url: str
    snippet: str


class Index:
    """The words of every site, and which sites have them."""

    def __init__(self, seen_only: bool = False) -> None:
        self._listed = tuple(directory(seen_only).values())
        self._words = [Counter(_words(" ".join(_said(one)))) for one in self._listed]
        self._lengths = [sum(words.values()) for words in self._words]
        self._usual = sum(self._lengths) / len(self._lengths)
        self._where: dict[str, list[int]] = {}
        self._named = {fold(one.company.name): number for number, one in enumerate(self._listed)}
        for number, words in enumerate(self._words):
            for word in words:
                self._where.setdefault(word, []).append(number)

    def ranked(self, query: str) -> list[Listed]:
        """The companies whose sites have words of the query, the best first; one of that name before all."""
        scores: dict[int, float] = {}
        for word in dict.fromkeys(_words(query)):
            found = self._where.get(word, ())
            rare = log(1 + (len(self._listed) - len(found) + 0.5) / (len(found) + 0.5))
            for number in found:
                often = self._words[number][word]
                long = 1 - _B + _B * self._lengths[number] / self._usual
                scores[number] = scores.get(number, 0) + rare * often * (_K + 1) / (often + _K * long)
        if (named := self._named.get(fold(query))) is not None:
            scores[named] = inf
        best = sorted(scores, key=lambda number: (-scores[number], self._listed[number].domain))
        return [self._listed[number] for number in best]

    def found(self, query: str) -> list[Callable[[], Result]]:
        """Every result of a query, rubbish included, in an order that never changes; made when shown."""
        every: list[Callable[[], Result]] = []
        for number, one in enumerate(self.ranked(query)):
            if happens(_JUNK_PERCENT, "junk", query, number):
                every.append(partial(_junk, query, number))
            every.append(partial(_result, one, query))
            if happens(_TWICE_PERCENT, "twice", one.domain, query):
                every.append(partial(_again, one, query))
        return every

    def page(self, query: str, number: int) -> dict[str, Any]:
        """One page (from 1) as the API answers: `results`, and `next`, a page's number or null."""
        every = self.found(query)
        last = min(_DEEPEST, -(-len(every) // PAGE))
        some = every[(number - 1) * PAGE : number * PAGE] if 1 <= number <= last else []
        return {
            "query": query,
            "page": number,
            "total": len(every),
            "next": number + 1 if 1 <= number < last else None,
            "results": [asdict(make()) for make in some],
        }


@cache
def index(seen_only: bool = False) -> Index:
    """The index of the whole directory; made once, which takes a moment."""
    return Index(seen_only)


def _words(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in _EMPTY]


def _view(one: Listed) -> View:
    own = site(one.domain)
    return View(own.truth, own.wording, own.paths, Kind.HOME, None, "")


def _said(one: Listed) -> Iterator[str]:
    """What a search engine knows of a site: its words, and their meaning in English."""
    words = Wording(one.language, one.template, one.domain)
    titles, field = buyer_titles(one), one.company.industry
    said = {
        "name": one.company.name,
        "industry": words.form("industries", field.name),
        "buyers": words.joined([words.buyer(title) for title in titles]),
    }
    yield words.filled("say", "industry", said)
    yield words.filled("say", "buyers", said)
    yield f"{words.called(one.company.city.name)} {words.called(one.company.city.country)}"
    yield " ".join((one.company.city.location, field.name, *field.words[:3], *titles, *integrations(one)))


def _result(one: Listed, query: str) -> Result:
    """A company's page: some snippets name city and phone, some the city, some neither."""
    view, quality = _view(one), between(1, 100, "snippet", one.domain)
    about = view.say("industry") if happens(70, "says", one.domain) else view.say("buyers")
    where = (
        f" {view.place(view.t.headquarters)}." if quality <= _WITH_CITY and view.has("headquarters") else ""
    )
    phone = f" {view.t.phone}" if quality <= _WITH_PHONE and view.has("phone") else ""
    www = "www." if happens(40, "www", one.domain, query) else ""
    path = pick(("/", "/", "/about"), "landing", one.domain, query)
    return Result(
        f"{view.t.name} – {view.say('headline')}", f"http://{www}{one.domain}{path}", f"{about}{where}{phone}"
    )


def _again(one: Listed, query: str) -> Result:
    """The same company once more, under an address that looks like another one."""
    domain, view = one.domain, _view(one)
    forms = (
        f"http://www.{domain}/?ref=search",
        f"http://{domain}/contact",
        f"http://{domain}%2Fabout",
        f"{domain}",
    )
    return Result(
        f"{view.t.name} | {view.w.form('nav', 'contact')}", pick(forms, domain, query), view.say("industry")
    )


def _junk(query: str, number: int) -> Result:
    """What is no company's site."""
    other = company_from("junk", query, number)
    word = next(iter(_words(query)), "companies")
    return pick(
        (
            Result(
                "Scalable Vector Graphics", "http://www.w3.org/2000/svg", "The namespace of SVG documents."
            ),
            Result(
                f"{other.name} | LinkedIn",
                other.url,
                f"{other.name}. {other.city.location}. Followers: 4,120.",
            ),
            Result(
                f"{other.name} – Home | Facebook", f"https://www.facebook.com/{other.slug}", "12,004 likes."
            ),
            Result(f"Top 50: {word}", f"http://best-of-{slug(word)}.example/", "Compare reviews and prices."),
            Result(
                f"{word} – Wikipedia", f"https://en.wikipedia.org/wiki/{word}", f"{word} is a broad field."
            ),
            Result(
                f"{other.name} profile",
                f"https://www.crunchbase.com/organization/{other.slug}",
                "Funding: unknown.",
            ),
            Result(other.name, f"http://gone-{other.slug}.example/", "This site has moved to a new address."),
            Result(f"Support {word}", f"mailto:%20support@{other.domain}", "Write to our support."),
            Result(f"{word} near you", f"http://2f{other.domain}/", "Results near you."),
        ),
        "junk kind",
        query,
        number,
    )
