"""One index and one rule-based planner for all tests that only ask: an index takes a tenth of a second."""

from __future__ import annotations

from agent.planner.catalogue import catalogue
from agent.planner.embedded import EmbeddedPlanner
from agent.planner.search import PhantomSearch

SEARCH = PhantomSearch(catalogue())
PLANNER = EmbeddedPlanner(catalogue(), SEARCH)
