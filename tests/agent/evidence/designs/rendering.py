"""Sites of companies of the market in further designs and words, which the market itself does not serve."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from agent.market.web.company_truth import CaseStudy, CompanyTruth
from agent.market.web.kinds import Kind
from agent.market.web.site import Site
from agent.market.web.truth import truth
from agent.market.web.view import View
from agent.market.web.wording import Wording
from agent.pages.errors import PageError, Trouble
from agent.pages.html import page_of
from agent.pages.page import Page
from agent.tables import load, shipped

_HERE = Path(__file__).parent
DESIGNS = tuple(sorted(each.stem for each in (_HERE / "templates").glob("*.html") if each.stem != "base"))
WORDINGS = ("as the market", "en", "de", "es", "it", "nl", "fr")


@cache
def _environment() -> jinja2.Environment:
    own = jinja2.FileSystemLoader(_HERE / "templates")
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader([own, jinja2.PackageLoader("agent.market.web")]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


@cache
def _words(language: str, *, own: bool) -> dict[str, Any]:
    """The words of a language: our own over the market's, over its English for what nobody translated."""
    seen = language if language in {"en", "de", "es"} else "en"
    words: dict[str, Any] = shipped("agent.market.web", f"wording/seen/{seen}.yaml")
    if not own:
        return words
    ours: dict[str, Any] = load((_HERE / "wording" / f"{language}.yaml").read_text("utf-8"))
    return words | {
        part: words[part] | said if isinstance(said, dict) else said for part, said in ours.items()
    }


class OtherWording(Wording):
    """The words of one site, in any of our languages."""

    def __init__(self, language: str, domain: str, *, own: bool) -> None:
        self.language = language
        self._own = domain
        self._words = _words(language, own=own)

    def number(self, value: int) -> str:
        mark = {"en": ",", "fr": "\u202f"}.get(self.language, ".")
        return f"{value:,}".replace(",", mark)


class OtherSite:
    """A company's site in one of our designs, told in one of our wordings; reads as a page reader does."""

    def __init__(self, domain: str, design: str, wording: str) -> None:
        known = truth(domain)
        language = known.language if wording == WORDINGS[0] else wording
        self.truth: CompanyTruth = replace(known, language=language, injection=None)
        self._site = Site(replace(self.truth, language="en", template="ledger"))
        words = OtherWording(language, domain, own=wording != WORDINGS[0])
        self._site.wording = words
        self._site.paths = {kind: words.path(kind) if kind else "" for kind in self._site.paths}
        self._template = f"{design}.html"

    def render(self, kind: Kind, case: CaseStudy | None = None) -> str:
        view = View(self.truth, self._site.wording, self._site.paths, kind, case, "", consented=True)
        return _environment().get_template(self._template).render(v=view)

    async def read(self, url: str) -> Page:
        found = self._site.page(url.split("/", 3)[3].strip("/"))
        if found is None:
            raise PageError(Trouble.NOT_FOUND, url)
        return page_of(url, self.render(*found))

    async def of(self, _url: str) -> tuple[str, ...]:
        """There is no list of the site's pages."""
        return ()
