"""What answers cost, in one table.

Vendors sell credits in plans. The cents are estimates from the list prices of the smallest plans, so that the
figures compare; `source` is where a vendor says what one credit is charged for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.models import LookupOutcome

CENT = 1_000
"""Millicents: a search costs a tenth of a cent, and sums must be exact."""
_TOLD = frozenset(
    {
        LookupOutcome.FOUND,
        LookupOutcome.VERIFIED,
        LookupOutcome.CATCH_ALL,
        LookupOutcome.INVALID,
    }
)
_ANSWERED = _TOLD | {LookupOutcome.NOTHING}


@dataclass(frozen=True)
class Price:
    """In millicents; `whenever` says that an answer costs even where nothing is found."""

    millicents: int
    source: str
    whenever: bool = False

    def of(self, outcome: LookupOutcome) -> int:
        """What an answer with this outcome cost; an interrupted one counts, since it may have."""
        charged = _ANSWERED if self.whenever else _TOLD
        return self.millicents if outcome in charged | {LookupOutcome.INTERRUPTED} else 0


FREE = Price(0, "")
PRICES: Mapping[str, Price] = {
    # About $49 for 2,000 credits; one credit an address that was found.
    "hunter": Price(
        2_450, "https://help.hunter.io/en/articles/1911617-what-is-a-credit-and-how-is-it-counted"
    ),
    # About $59 for 2,500 credits; one a person that was matched.
    "apollo": Price(2_360, "https://docs.apollo.io/docs/api-pricing"),
    # About $50 for 50,000 searches; every search counts.
    "serper": Price(100, "https://serper.dev", whenever=True),
    # $5 for 1,000 requests; those that were answered are billed.
    "brave": Price(500, "https://brave.com/search/api/", whenever=True),
    # About $39 for 1,000 credits; one an address that is not known to be wrong.
    "snov": Price(3_900, "https://snov.io/knowledgebase/what-is-a-credit/"),
    # About $39 for 1,000 credits; one a match.
    "prospeo": Price(3_900, "https://prospeo.io/api-docs/enrich-person"),
    # About $20 for 2,000 credits; one an address, none for an unknown one.
    "zerobounce": Price(1_000, "https://www.zerobounce.net/email-validation-pricing"),
}


def price_of(provider: str) -> Price:
    """What a provider's answers cost; those that are no vendor's are free."""
    return PRICES.get(provider, FREE)
