"""Leadsmith's own search: lexical, over its own catalogue."""

from agent.planner.catalogue import catalogue
from agent.planner.search import PhantomSearch


def ready(_phrases: list[tuple[str, str]], k: int):
    index = PhantomSearch(catalogue())

    def search(query: str) -> list[str]:
        return [hit.phantom.script for hit in index.search(query, k=k)]

    return search
