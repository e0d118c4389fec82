"""A workspace's own weights for a preset: whole numbers that sum to 100."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from agent.errors import InvalidError
from agent.scoring.presets import Preset, Recipe, recipe_of

WHOLE = 100


class Profile(BaseModel):
    """A preset with weights for exactly its signals. Make it with `of`, which says what is wrong."""

    model_config = ConfigDict(frozen=True)

    preset: Preset = Preset.COMPLETENESS
    weights: Mapping[str, int]

    @property
    def recipe(self) -> Recipe:
        return recipe_of(self.preset)

    @classmethod
    def usual(cls, preset: Preset = Preset.COMPLETENESS) -> Profile:
        """A preset with its own weights."""
        return cls(preset=preset, weights=dict(recipe_of(preset).weights))

    @classmethod
    def of(cls, preset: Preset, weights: Mapping[str, Any]) -> Profile:
        """A profile of what somebody typed; `InvalidError` names the field that is wrong."""
        wanted = recipe_of(preset).weights
        kept = {key: _weight(key, weights.get(key)) for key in wanted}
        whole = sum(kept.values())
        if whole != WHOLE:
            more = f"{whole - WHOLE} too much" if whole > WHOLE else f"{WHOLE - whole} missing"
            raise InvalidError(
                f"The weights must sum to 100; they sum to {whole} ({more}).", next(iter(wanted))
            )
        return cls(preset=preset, weights=kept)


def _weight(key: str, typed: Any) -> int:
    text = str(typed if typed is not None else "").strip().removesuffix("%").strip()
    if not (text.isascii() and text.isdigit()) or int(text[:9]) > WHOLE:
        raise InvalidError("A weight is a whole number from 0 to 100.", key)
    return int(text)
