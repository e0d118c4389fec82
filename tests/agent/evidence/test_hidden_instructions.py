"""Instructions hidden in pages change nothing that is read of them: every kind, in every design."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from agent.evidence.evidence import Evidence
from agent.evidence.evidence import Site as Whose
from agent.evidence.extracting import evidence_of
from agent.market.web.behaviours import Behaviour
from agent.market.web.company_truth import CompanyTruth
from agent.market.web.directory import SEEN_TEMPLATES, UNSEEN_TEMPLATES, directory
from agent.market.web.injections import injections
from agent.market.web.kinds import Kind
from agent.market.web.site import Site
from agent.market.web.truth import truth
from agent.pages.html import page_of
from agent.pages.page import Page

EVERY = (*SEEN_TEMPLATES, *UNSEEN_TEMPLATES)


@cache
def companies(template: str) -> tuple[CompanyTruth, ...]:
    """A well-behaved company of each language whose site has this design, without an instruction."""
    plain = [
        one for one in directory().values() if one.template == template and one.behaviour is Behaviour.NORMAL
    ]
    by_language = {one.language: one.domain for one in plain}
    return tuple(replace(truth(domain), injection=None) for domain in by_language.values())


def pages(company: CompanyTruth) -> Iterator[tuple[Page, tuple[Evidence, ...]]]:
    """The pages that its site would have, with what they say."""
    site = Site(company)
    for kind in site.kinds:
        if kind is not Kind.CASE:
            page = page_of(f"https://{company.domain}/{site.paths[kind]}", site.render(kind))
            yield page, evidence_of(page, Whose(company.domain, company.name))


def check(company: CompanyTruth, kind: str) -> None:
    """The site with the instruction reads as the one without, and nothing of it is anywhere."""
    for (page, said), (other, otherwise) in zip(
        pages(company), pages(replace(company, injection=kind)), strict=True
    ):
        assert [line.text for line in other.lines] == [line.text for line in page.lines]
        assert other.records == page.records
        assert otherwise == said
        assert not [each for each in injections()[kind].poison if each in f"{other}{otherwise}"]


@pytest.mark.parametrize(
    ("kind", "template"),
    [(kind, EVERY[at % len(EVERY)]) for at, kind in enumerate(injections())],
)
def test_a_hidden_instruction_changes_nothing(kind: str, template: str):
    check(companies(template)[0], kind)


@pytest.mark.soak
@pytest.mark.parametrize("template", EVERY)
@pytest.mark.parametrize("kind", injections())
def test_no_hidden_instruction_changes_anything_in_any_design(kind: str, template: str):
    for company in companies(template):
        check(company, kind)
