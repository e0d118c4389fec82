"""What went wrong between a model and its goal, counted, so that it can be said what each remedy saved."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Counts(BaseModel):
    """Events of one conversation; two can be added.

    - refused: requests that the endpoint would not take in this form, and that were put in another
    - salvaged: calls found in the text of a model that should have called
    - mended: calls whose broken JSON could be closed and read
    - nudged: replies that only talked, and were asked to go on
    - unknown: ids that no search had returned, answered with the nearest ones
    - repairs: finished work that was sent back with objections
    - repeated: conversations that ended since the model went in circles
    - kept: results that counted although the model never finished
    - rested: calls that the open breaker spared
    - fell_back: goals that went to the rules in the end
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    refused: int = 0
    salvaged: int = 0
    mended: int = 0
    nudged: int = 0
    unknown: int = 0
    repairs: int = 0
    repeated: int = 0
    kept: int = 0
    rested: int = 0
    fell_back: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in Counts.model_fields})

    @property
    def remedies(self) -> frozenset[str]:
        """What a good outcome is owed to: the rules where they took over, else everything that was needed."""
        happened = frozenset(name for name in Counts.model_fields if getattr(self, name))
        return happened & {"fell_back"} or happened
