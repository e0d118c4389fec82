"""What finds, keeps, scores and forgets leads."""

from __future__ import annotations

from contextlib import AsyncExitStack
from functools import cached_property

from agent.enrichment.context import Context as Enrichment
from agent.enrichment.line import new_http
from agent.enrichment.pages import ReadPages
from agent.enrichment.service import Contacts
from agent.enrichment.vendors import Vendors
from agent.imports.erasing import clean_files
from agent.imports.service import Imports
from agent.imports.shelf import Shelf
from agent.leads.erasing import Erasing
from agent.leads.merging import Merging
from agent.leads.records import Records
from agent.leads.service import Leads
from agent.llm.model import Model
from agent.pages.reading import Reading
from agent.prospecting.context import Context as ProspectingContext
from agent.prospecting.lists import CompanyLists
from agent.prospecting.passes import PURPOSE, Passes
from agent.prospecting.service import Prospecting
from agent.prospecting.stream import Streams
from agent.research.job import ResearchJob
from agent.research.lookups import LookUps
from agent.research.searching import WebSearch
from agent.research.service import Researches
from agent.review.service import Review
from agent.scoring.service import Scoring
from bot.finding import Finding, parts_of, web_search
from bot.planning import model_of
from bot.settings import Settings
from bot.wiring.ground import Ground, vault_of


class LeadWiring:
    """The use cases of leads over one ground; `opened` closes what they open."""

    def __init__(self, settings: Settings, ground: Ground, opened: AsyncExitStack) -> None:
        self._settings = settings
        self._ground = ground
        self._opened = opened
        self._store, self._durable = ground.store, ground.durable
        self._clock = ground.clock
        self._vault = vault_of(settings)
        self.telling, self.courtesy = ground.telling, ground.courtesy

    @cached_property
    def _model(self) -> Model | None:
        return model_of(self._settings, self._opened)

    @cached_property
    def leads(self) -> Leads:
        return Leads(self._store)

    @cached_property
    def records(self) -> Records:
        return Records(self._store, self.telling, self._clock)

    @cached_property
    def merging(self) -> Merging:
        return Merging(self._store, self._durable, self.telling, self._clock)

    @cached_property
    def erasing(self) -> Erasing:
        return Erasing(self._store, self._durable, self.telling, self._clock, clean_files)

    @cached_property
    def imports(self) -> Imports:
        files = self._ground.files
        return Imports(Shelf(self._store, self._durable, files, self.telling, self._clock))

    @cached_property
    def scoring(self) -> Scoring:
        return Scoring(self._store, self._durable, self.telling, self._clock, self._model)

    @cached_property
    def review(self) -> Review:
        return Review(self._store, self.scoring, self.telling, self._clock)

    @cached_property
    def _reading(self) -> Reading:
        key = self._settings.tavily_api_key
        return Reading(
            self._ground.outside.resolver,
            self._opened,
            proxy=self._settings.reader_url or "",
            tavily_key=key.get_secret_value() if key else "",
        )

    def _make_research_known(self) -> None:
        ResearchJob(
            store=self._store,
            durable=self._durable,
            telling=self.telling,
            clock=self._clock,
            reader=self._reading.reader,
            sitemaps=self._reading.sitemaps,
            model=self._model,
            # OPENAI_PRICE is dollars for a million tokens.
            cents_a_token=(self._settings.openai_price or 0.0) / 10_000,
            web=self._web,
        )

    @cached_property
    def researches(self) -> Researches:
        return Researches(self._store, self._durable, self.telling, self._clock, self._web)

    @cached_property
    def _web(self) -> WebSearch:
        return web_search(self._ground.outside.parts, self._enrichment)

    @cached_property
    def look_ups(self) -> LookUps:
        return LookUps(self._store, self.researches)

    @cached_property
    def _enrichment(self) -> Enrichment:
        http = new_http()
        self._opened.push_async_callback(http.aclose)
        return Enrichment(
            store=self._store,
            durable=self._durable,
            telling=self.telling,
            clock=self._clock,
            vault=self._vault,
            http=http,
            urls=self._ground.outside.provider_urls,
            reads=ReadPages(self._reading.reader),
        )

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(self._enrichment)

    @cached_property
    def vendors(self) -> Vendors:
        return Vendors(self._enrichment)

    @cached_property
    def lists(self) -> CompanyLists:
        return CompanyLists(self._store, self._ground.files, self._clock)

    @cached_property
    def streams(self) -> Streams | None:
        """Searches followed elsewhere, with passes that only our key can make."""
        if self.prospecting is None:
            return None
        return Streams(self._store, self._clock, Passes(self._vault.derived(PURPOSE)))

    @cached_property
    def prospecting(self) -> Prospecting | None:
        """None where nobody can be asked for companies."""
        parts = self._ground.outside.parts
        if isinstance(parts, Finding):
            parts = parts_of(parts, self._reading, self._enrichment, self.lists.of)
        if parts is None:
            return None
        found = (self._store, self._durable, self.telling, self._clock, parts)
        return Prospecting(ProspectingContext(*found))
