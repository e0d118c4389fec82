from __future__ import annotations

from agent.market.chance import between, draw, happens, pick, seed


def test_the_same_parts_give_the_same_number_on_every_machine():
    assert seed("berlin", 1) == 4801871909688375669
    assert pick("abcdef", "x") == "d"


def test_parts_are_kept_apart():
    assert seed("ab", "c") != seed("a", "bc")


def test_a_share_is_about_that_share():
    assert 270 < sum(happens(30, "share", number) for number in range(1_000)) < 330


def test_a_number_stays_between_its_bounds_and_reaches_them():
    assert {between(3, 5, number) for number in range(100)} == {3, 4, 5}


def test_a_draw_brings_different_options():
    drawn = draw("abcdefgh", 5, "x")
    assert len(set(drawn)) == 5
    assert drawn == draw("abcdefgh", 5, "x")
    assert len(draw("abc", 9, "x")) == 3
