"""Slips in the words that matter are mended, and other words are left."""

from __future__ import annotations

import pytest

from agent.planner.reading.spelling import respelt


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("emial", "email"),
        ("linkdin", "linkedin"),
        ("Linkdin", "linkedin"),
        ("conect", "connect"),
        ("folowers", "followers"),
        ("messsage", "message"),
        ("mangaers", "managers"),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str):
    assert respelt(f"get {typed} now") == f"get {meant} now"


@pytest.mark.parametrize("word", ["massage", "mail", "member", "embers", "hone", "Emial", "event"])
def test_a_word_of_its_own_is_left(word: str):
    assert respelt(word) == word
