"""A company's site: its addresses, and its pages as HTML."""

from __future__ import annotations

from functools import cache, lru_cache

import jinja2

from agent.market.web.company_truth import CaseStudy, CompanyTruth
from agent.market.web.directory import SEEN_TEMPLATES
from agent.market.web.kinds import Kind
from agent.market.web.truth import kinds, truth
from agent.market.web.view import View
from agent.market.web.wording import Wording


@cache
def environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("agent.market.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


class Site:
    """The site of one company. `root` comes before every path, where it is not served by its host."""

    def __init__(self, of: CompanyTruth) -> None:
        self.truth = of
        self.wording = Wording(of.language, of.template, of.domain)
        self.kinds = kinds(of)
        self.paths: dict[Kind, str] = {
            kind: self.wording.path(kind) if kind else "" for kind in self.kinds if kind is not Kind.CASE
        }

    def page(self, path: str) -> tuple[Kind, CaseStudy | None] | None:
        """What is at a path (without its slashes): also at the English one, whatever the site's language."""
        for kind, own in self.paths.items():
            if path in {own, kind.value}:
                return kind, None
        parent, _, last = path.rpartition("/")
        if Kind.CASES in self.paths and parent in {self.paths[Kind.CASES], Kind.CASES.value}:
            return next(((Kind.CASE, case) for case in self.truth.case_studies if case.slug == last), None)
        return None

    def addresses(self) -> tuple[str, ...]:
        """The path of every page, with its first slash, as sitemap.xml lists them."""
        stories = self.paths.get(Kind.CASES)
        cases = (f"/{stories}/{case.slug}" for case in self.truth.case_studies) if stories is not None else ()
        return (*(f"/{path}" for path in self.paths.values()), *cases)

    def render(
        self, kind: Kind, case: CaseStudy | None = None, root: str = "", consented: bool = False
    ) -> str:
        """A page as HTML; `consented` leaves out what asks for it."""
        part = "seen" if self.truth.template in SEEN_TEMPLATES else "unseen"
        template = environment().get_template(f"{part}/{self.truth.template}.html")
        return template.render(v=View(self.truth, self.wording, self.paths, kind, case, root, consented))

    def notice(self, name: str, root: str = "", back: str = "/") -> str:
        """A page that stands before the content: `consent` or `login`."""
        view = View(self.truth, self.wording, self.paths, Kind.HOME, None, root)
        return environment().get_template(f"{name}.html").render(v=view, back=back)


@lru_cache(maxsize=2048)
def site(domain: str) -> Site:
    """The site behind a host of the directory; raises KeyError for any other."""
    return Site(truth(domain))
