"""Weights as admins type them."""

from __future__ import annotations

import pytest

from agent.errors import InvalidError
from agent.scoring.presets import Preset
from agent.scoring.profile import Profile

TYPED = {"recovery": "25", "industry": " 25 ", "multisite": "25%", "data_quality": 25}


def test_weights_that_sum_to_100_are_kept() -> None:
    assert Profile.of(Preset.SAVINGS, TYPED).weights == dict.fromkeys(TYPED, 25)


@pytest.mark.parametrize("wrong", ["-1", "101", "2.5", "ten", "", None, "²", "9" * 400])
def test_a_weight_is_a_whole_number_up_to_100(wrong: str | None) -> None:
    with pytest.raises(InvalidError) as error:
        Profile.of(Preset.SAVINGS, TYPED | {"industry": wrong})
    assert error.value.field == "industry"


@pytest.mark.parametrize(("typed", "said"), [("26", "1 too much"), ("20", "5 missing")])
def test_other_sums_are_declined(typed: str, said: str) -> None:
    with pytest.raises(InvalidError, match=said):
        Profile.of(Preset.SAVINGS, TYPED | {"industry": typed})


def test_what_is_no_signal_of_the_preset_is_ignored() -> None:
    assert "name" not in Profile.of(Preset.SAVINGS, TYPED | {"name": "50"}).weights
