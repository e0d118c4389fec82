from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.llm.budget import SMALLEST_REPLY, Budget, Limits, estimate, prompt_size
from agent.llm.model import Call, Message, Reply, Role, Tool


def taken(budget: Budget, prompt: int, reply: Reply) -> None:
    room = budget.room(prompt)
    budget.open_turn(prompt, room)
    budget.close_turn(prompt, room, reply)


def test_four_letters_make_about_a_token():
    assert estimate("word" * 100) == 104


def test_a_script_with_longer_letters_takes_more_tokens():
    assert estimate("営業部長" * 10) > estimate("boss" * 10)


def test_a_prompt_counts_messages_calls_and_tools():
    said = [Message(Role.USER, "x" * 400)]
    called = [*said, Message(Role.ASSISTANT, "", (Call("1", "search", "y" * 400),))]
    tool = Tool("search", "z" * 400, {})
    assert prompt_size(said, ()) < prompt_size(called, ()) < prompt_size(called, (tool,))


def test_a_reply_gets_less_room_towards_the_end():
    budget = Budget(Limits(tokens=2_000, reply=1_000))
    assert budget.room(500) == 1_000
    taken(budget, 500, Reply(tokens=900))
    assert budget.room(500) == 600


def test_no_reply_is_asked_for_that_would_be_cut_off():
    assert Budget(Limits(tokens=1_000)).room(1_000 - SMALLEST_REPLY + 1) == 0


def test_what_the_endpoint_reports_is_what_counts():
    budget = Budget(Limits())
    taken(budget, 100, Reply("x" * 4_000, tokens=123))
    assert budget.tokens == 123


def test_without_a_report_the_prompt_and_the_reply_are_estimated():
    budget = Budget(Limits())
    taken(budget, 100, Reply("x" * 4_000))
    assert budget.tokens == 100 + 1_004


def test_a_turn_that_fails_is_paid_for():
    budget = Budget(Limits(reply=1_000))
    budget.open_turn(500, budget.room(500))
    assert (budget.turns, budget.tokens) == (1, 1_500)


@given(
    st.lists(
        st.tuples(st.integers(0, 3_000), st.integers(-(10**18), 10**18) | st.none(), st.text(max_size=50))
    )
)
def test_whatever_is_reported_the_count_grows_and_stays_within_the_limit(
    turns: list[tuple[int, int | None, str]],
):
    budget = Budget(Limits(tokens=10_000))
    for prompt, reported, text in turns:
        before = budget.tokens
        if not budget.room(prompt):
            break
        taken(budget, prompt, Reply(text, tokens=reported))
        assert before < budget.tokens <= 10_000
