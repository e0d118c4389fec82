"""What stands together belongs together: in a box of its own, or in turns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.evidence.pairing import Token, pairs

TOKENS = st.builds(
    Token,
    text=st.sampled_from("abc"),
    head=st.booleans(),
    at=st.integers(0, 20),
    boxes=st.lists(st.integers(0, 2), max_size=3).map(tuple),
)


def tokens(said: str, *boxes: tuple[int, ...]) -> list[Token]:
    """Heads are the words with a capital; each word is a line, in the box of its number."""
    words = said.split()
    places = boxes or ((0,),) * len(words)
    return [
        Token(word, word[0].isupper(), at, box)
        for at, (word, box) in enumerate(zip(words, places, strict=True))
    ]


def paired(some: list[Token]) -> list[str]:
    return sorted(f"{head.text}{value.text}" for head, value in pairs(some))


def test_heads_and_values_take_turns_either_way_round():
    assert paired(tokens("A x B y")) == ["Ax", "By"]
    assert paired(tokens("x A y B")) == ["Ax", "By"]


def test_what_begins_alone_does_not_shift_the_others():
    assert paired(tokens("A B x C y")) == ["Bx", "Cy"]
    assert paired(tokens("x A y B C")) == ["Ax", "By"]


def test_a_box_of_its_own_counts_more_than_the_order():
    assert paired(tokens("A x B y C", (0,), (0, 1), (0, 1), (0, 2), (0, 2))) == ["Bx", "Cy"]


def test_what_is_far_apart_does_not_belong_together():
    assert paired([Token("A", head=True, at=0), Token("x", head=False, at=9)]) == []


@given(st.lists(TOKENS, max_size=12))
def test_everything_is_paired_once_at_most(some: list[Token]):
    found = [token for pair in pairs(some) for token in pair]
    assert len({id(each) for each in found}) == len(found)
    assert all(head.head and not value.head for head, value in pairs(some))
