"""What a template may say: the facts that a site states, in its words, and the noise around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from markupsafe import Markup

from agent.market.chance import between, happens, pick
from agent.market.companies import company_by_domain, company_from
from agent.market.people import staff
from agent.market.web.behaviours import Behaviour
from agent.market.web.company_truth import CaseStudy, CompanyTruth, Place
from agent.market.web.injections import injections
from agent.market.web.kinds import Kind
from agent.market.web.truth import states
from agent.market.web.wording import Wording

_ACCENTS = ("#2f5d8a", "#7a3e65", "#2e7d5b", "#a0522d", "#4b4fa8", "#8a6d1f", "#226f78", "#9c3d3d")


@dataclass(frozen=True)
class Line:
    """One fact: label and value for tables, the sentence that says it, and where its value leads."""

    key: str
    label: str
    value: str
    sentence: str
    href: str | None = None


@dataclass(frozen=True)
class Voice:
    """Somebody of another company who praises this one."""

    quote: str
    name: str
    title: str
    company: str


@dataclass(frozen=True)
class View:
    """One page of a site. `root` comes before its paths; `consented`: cookies were agreed to."""

    t: CompanyTruth
    w: Wording
    paths: Mapping[Kind, str]
    kind: Kind
    case: CaseStudy | None
    root: str
    consented: bool = False

    def has(self, field: str) -> bool:
        return states(self.t, field)

    def say(self, key: str, **values: object) -> str:
        return self.w.filled("say", key, self._values | values)

    def label(self, key: str) -> str:
        return self.w.form("labels", key)

    def word(self, key: str) -> str:
        return self.w.form("words", key)

    def noise(self, key: str) -> str:
        return self.w.form("noise", key).format(
            n=self.w.number(between(2, 95, "customers", self.t.domain) * 100)
        )

    def money(self, amount: int) -> str:
        return self.w.money(amount, self.t.currency)

    def place(self, place: Place) -> str:
        return self.w.place(place)

    @property
    def charset(self) -> str:
        """What the markup declares, right or wrong."""
        return "windows-1252" if self.t.behaviour is Behaviour.UTF8_AS_LATIN else "utf-8"

    @property
    def accent(self) -> str:
        return pick(_ACCENTS, "accent", self.t.domain)

    @property
    def title(self) -> str:
        """The heading of the page."""
        if self.kind is Kind.HOME:
            return self.say("headline")
        if self.case:
            return self.say("case", customer=self.case.customer, percent=self.case.percent)
        return self.w.filled("titles", self.kind, self._values)

    @property
    def menu(self) -> list[tuple[str, str]]:
        """Names and addresses of the site's pages."""
        return [(self.w.form("nav", kind or "home"), self.href(kind)) for kind in self.paths]

    def href(self, kind: str, case: CaseStudy | None = None) -> str:
        path = self.paths[Kind(kind)] + (f"/{case.slug}" if case else "")
        if self.t.behaviour is Behaviour.PERCENT_LINKS and path:
            path = f"%{ord(path[0]):02x}{path[1:]}"
        return f"{self.root}/{path}"

    @cached_property
    def buyers(self) -> list[str]:
        return [self.w.buyer(title) for title in self.t.buyer_titles]

    @cached_property
    def _values(self) -> dict[str, object]:
        t = self.t
        return {
            "name": t.name,
            "industry": self.w.form("industries", t.industry),
            "employees": self.w.number(t.employees),
            "band": t.size_band,
            "founded": t.founded,
            "place": self.place(t.headquarters),
            "city": self.w.called(t.headquarters.city),
            "buyers": self.w.joined(self.buyers),
            "spend": self.money(t.annual_spend),
            "sites": self.w.number(t.sites),
            "phone": t.phone,
            "inbox": t.inbox,
            "address": self.address,
        }

    @cached_property
    def address(self) -> str:
        street = company_by_domain(self.t.domain).address.partition(",")[0]
        return f"{street}, {self.place(self.t.headquarters)}"

    def _line(self, key: str, field: str, value: str, href: str | None = None) -> list[Line]:
        shown = Line(key, self.label(key), str(self._values[value]), self.say(key), href)
        return [shown] if self.has(field) else []

    @property
    def facts(self) -> list[Line]:
        """What the page about the company states."""
        exact = self.has("employees")
        return [
            *self._line("industry", "industry", "industry"),
            *(
                self._line("employees", "employees", "employees")
                if exact
                else self._line("size_band", "size_band", "band")
            ),
            *self._line("founded", "founded", "founded"),
            *self._line("headquarters", "headquarters", "place"),
            *self._line("buyers", "buyer_titles", "buyers"),
            *self._line("annual_spend", "annual_spend", "spend"),
        ]

    @property
    def channels(self) -> list[Line]:
        """How the contact page says that one reaches it."""
        dialled = "".join(part for part in self.t.phone or "" if part in "+0123456789")
        return [
            *self._line("address", "headquarters", "address"),
            *self._line("phone", "phone", "phone", f"tel:{dialled}"),
            *self._line("inbox", "inbox", "inbox", f"mailto:{self.t.inbox}"),
        ]

    @cached_property
    def voice(self) -> Voice:
        other = company_from("voice", self.t.domain)
        one = next(islice(staff(other), 2, None), None) or next(staff(other))
        return Voice(self.noise("quotes"), one.name, one.title, other.name)

    @property
    def partners(self) -> list[str]:
        """Other companies whose logos stand at the bottom."""
        return [company_from("partner", self.t.domain, number).name for number in range(4)]

    @property
    def linkedin(self) -> str:
        """The company's page, in one of the ways that sites link it."""
        own = self.t.linkedin_url.removeprefix("https://www.")
        forms = (f"https://www.{own}", f"https://www.{own}/", f"http://{own}", f"https://de.{own}?trk=footer")
        return pick(forms, "linkedin", self.t.domain)

    @property
    def elsewhere(self) -> list[tuple[str, str]]:
        """Links that lead away: social networks and directories, none of them a customer."""
        own = self.t.linkedin_url.rsplit("/", 1)[-1]
        links = [
            ("X", f"https://x.com/{own}"),
            ("Facebook", f"https://www.facebook.com/{own}"),
            ("Crunchbase", f"https://www.crunchbase.com/organization/{own}"),
            ("YouTube", f"https://www.youtube.com/@{own}"),
        ]
        return [link for link in links if happens(60, "link", link[0], own)]

    @property
    def strange(self) -> list[str]:
        """Addresses as careless editors leave them."""
        t = self.t
        usual = [f"mailto:%20{t.other_addresses[0]}"] if happens(60, "careless", t.domain) else []
        if t.behaviour is not Behaviour.PERCENT_LINKS:
            return usual
        return [
            *usual,
            f"http://%2F{t.domain}/",
            f"http://2f{t.domain}",
            f"mailto:%20{t.other_addresses[1]}",
            "javascript:void(0)",
        ]

    def hidden(self, place: str) -> Markup:
        """The hidden instruction, where it is to stand here."""
        kind = injections()[self.t.injection] if self.t.injection else None
        return Markup(kind.markup) if kind and kind.place == place else Markup()  # noqa: S704 - our own table
