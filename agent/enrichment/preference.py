"""What a workspace prefers: the order of providers, and which it skips."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from agent.enrichment.providers import PROVIDERS

SHARED = frozenset(kind.name for kind in PROVIDERS if kind.shared)
USUAL = tuple(kind.name for kind in PROVIDERS)


class Preference(BaseModel):
    """The order by name, and the skipped. `before` is the order that a suggested one took the place of."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    order: tuple[str, ...] = USUAL
    skipped: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Every provider there is, in this order: new ones before the shared, which stay last."""
        return arranged(self.order)

    def moved(self, name: str, by: int) -> Preference:
        """With one provider moved up (-1) or down (1); at the end it stays where it is."""
        names = list(self.names())
        own = [each for each in names if each not in SHARED]
        if name not in own:
            return self
        at = own.index(name)
        to = min(max(at + by, 0), len(own) - 1)
        own.insert(to, own.pop(at))
        return self.model_copy(update={"order": arranged(own), "before": ()})

    def ordered(self, order: Sequence[str]) -> Preference:
        """With another order, and the way back to this one."""
        new = arranged(order)
        return self if new == self.names() else self.model_copy(update={"order": new, "before": self.names()})

    def undone(self) -> Preference:
        """As it was before the suggested order."""
        return self.model_copy(update={"order": self.before, "before": ()}) if self.before else self

    def skipping(self, name: str, *, skip: bool) -> Preference:
        """With one provider skipped, or no longer."""
        return self.model_copy(update={"skipped": self.skipped | {name} if skip else self.skipped - {name}})


def arranged(order: Sequence[str]) -> tuple[str, ...]:
    """The known ones of an order, each once, and those it lacks; the shared ones last."""
    known = tuple(dict.fromkeys((*(name for name in order if name in USUAL), *USUAL)))
    return (*(name for name in known if name not in SHARED), *(name for name in known if name in SHARED))
