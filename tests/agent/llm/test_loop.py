from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

import pytest

from agent.llm.budget import Limits
from agent.llm.counts import Counts
from agent.llm.loop import LEFT_OUT, MOST_CALLS, Ended, Loop, Stop
from agent.llm.model import Call, Message, ModelError, Reply, RestingError, Role
from agent.llm.toolbox import Arguments, Result, Skill, Toolbox
from tests.scripted_model import ScriptedModel

OPENING = (Message(Role.SYSTEM, "Look things up, then be done."), Message(Role.USER, "Please."))
NUDGE = "Use the tools."


class Look(Arguments):
    at: str


class Nothing(Arguments):
    pass


class Desk:
    """Two tools: one looks and may say something new each time, one ends it."""

    def __init__(self, *, fresh: bool = False, slow: float = 0) -> None:
        self.looked: list[str] = []
        self._fresh = fresh
        self._slow = slow

    @property
    def toolbox(self) -> Toolbox:
        return Toolbox(
            Skill("look", "Look at something.", Look, self._look),
            Skill("done", "End.", Nothing, self._done),
        )

    async def _look(self, look: Look) -> Result:
        await asyncio.sleep(self._slow)
        self.looked.append(look.at)
        return Result(f"Look number {len(self.looked)}" if self._fresh else f"You see {look.at}.")

    async def _done(self, _nothing: Nothing) -> Result:
        return Result("Done.", final=True)


def look(at: str, call_id: str = "1") -> Call:
    return Call(call_id, "look", json.dumps({"at": at}))


DONE = Reply(calls=(Call("9", "done", "{}"),))


async def talk(
    replies: Sequence[Reply | Exception], desk: Desk | None = None, limits: Limits | None = None
) -> tuple[Ended, ScriptedModel]:
    model = ScriptedModel(replies)
    ended = await Loop(model, (desk or Desk()).toolbox, limits or Limits(), NUDGE).run(OPENING)
    return ended, model


async def test_it_ends_when_a_tool_says_so():
    ended, _ = await talk([Reply(calls=(look("a"),), tokens=70), Reply(calls=DONE.calls, tokens=30)])
    assert ended == Ended(Stop.FINISHED, turns=2, tokens=100)


async def test_the_model_is_shown_its_calls_and_what_came_of_them():
    _, model = await talk([Reply("Let me see.", (look("a", "x"),)), DONE])
    assert model.asked[1].messages == (
        *OPENING,
        Message(Role.ASSISTANT, "Let me see.", (look("a", "x"),)),
        Message(Role.TOOL, "You see a.", call_id="x"),
    )


async def test_several_calls_of_one_reply_are_done_in_order():
    desk = Desk()
    await talk([Reply(calls=(look("a", "1"), look("b", "2"))), DONE], desk)
    assert desk.looked == ["a", "b"]


async def test_calls_beyond_what_is_sane_are_neither_done_nor_shown_again():
    desk = Desk()
    _, model = await talk([Reply(calls=tuple(look(str(n), str(n)) for n in range(50))), DONE], desk)
    assert len(desk.looked) == MOST_CALLS
    assert len(model.asked[1].messages[2].calls) == MOST_CALLS


async def test_a_call_written_into_the_text_is_done_and_answered_in_words():
    _, model = await talk([Reply('```json\n{"name": "look", "arguments": {"at": "a"}}\n```'), DONE])
    assert model.asked[1].messages[-1] == Message(Role.USER, "Result of look:\nYou see a.")


async def test_the_same_call_twice_in_a_row_ends_it():
    ended, _ = await talk([Reply(calls=(look("a"),))])
    assert (ended.stop, ended.turns) == (Stop.REPEATED, 2)


async def test_the_same_arguments_in_another_order_are_the_same_call():
    first, second = '{"at": "a"}', '{ "at":"a" }'
    ended, _ = await talk([Reply(calls=(Call("1", "look", written),)) for written in (first, second)])
    assert (ended.stop, ended.turns) == (Stop.REPEATED, 2)


async def test_the_same_call_three_times_in_all_ends_it():
    ended, _ = await talk([Reply(calls=(look(at),)) for at in "abacad"])
    assert (ended.stop, ended.turns) == (Stop.REPEATED, 5)


async def test_the_same_call_with_another_answer_is_no_repetition():
    ended, _ = await talk([*[Reply(calls=(look("a"),))] * 4, DONE], Desk(fresh=True))
    assert ended.stop is Stop.FINISHED


async def test_a_model_that_only_talks_is_nudged_once():
    ended, model = await talk([Reply("I think so."), DONE])
    assert ended.stop is Stop.FINISHED
    assert model.asked[1].messages[-1] == Message(Role.USER, NUDGE)


async def test_a_model_that_goes_on_talking_is_left():
    ended, _ = await talk([Reply("I think so.")])
    assert (ended.stop, ended.turns) == (Stop.SILENT, 2)


async def test_it_takes_no_more_turns_than_allowed():
    replies = [Reply(calls=(look(str(n)),)) for n in range(20)]
    ended, model = await talk(replies, limits=Limits(turns=5))
    assert (ended.stop, ended.turns, len(model.asked)) == (Stop.TURNS, 5, 5)


async def test_it_takes_no_more_tokens_than_allowed():
    replies = [Reply(calls=(look(str(n)),), tokens=900) for n in range(20)]
    ended, _ = await talk(replies, limits=Limits(tokens=3_000, reply=500))
    assert ended.stop is Stop.TOKENS
    assert ended.tokens <= 3_000


async def test_a_reply_may_be_as_long_as_the_tokens_that_are_left():
    _, model = await talk(
        [Reply(calls=(look("a"),), tokens=600), DONE], limits=Limits(tokens=1_000, reply=500)
    )
    assert model.asked[0].max_tokens == 500
    assert 100 <= model.asked[1].max_tokens < 400


async def test_a_long_speech_is_not_sent_back_in_full():
    _, model = await talk([Reply("word " * 5_000, tokens=10), DONE])
    assert len(model.asked[1].messages[2].content) == 2_000


async def test_it_takes_no_more_time_than_allowed_tools_included():
    ended, _ = await talk([Reply(calls=(look("a"),))], Desk(slow=60), Limits(seconds=0.05))
    assert (ended.stop, ended.turns) == (Stop.SECONDS, 1)


async def test_a_tool_that_runs_out_of_its_own_time_is_not_mistaken_for_the_deadline():
    async def late(_nothing: Nothing) -> Result:
        raise TimeoutError

    loop = Loop(ScriptedModel([DONE]), Toolbox(Skill("done", "", Nothing, late)), Limits(), NUDGE)
    with pytest.raises(TimeoutError):
        await loop.run(OPENING)


async def test_a_model_that_fails_ends_it_with_its_sentence():
    ended, _ = await talk([Reply(calls=(look("a"),), tokens=50), ModelError("No answer today.")])
    assert (ended.stop, ended.error, ended.turns) == (Stop.ERROR, "No answer today.", 2)
    assert ended.tokens > 50


async def test_an_unknown_tool_and_broken_arguments_are_answered():
    _, model = await talk([Reply(calls=(Call("1", "fly", "{}"), Call("2", "look", "{"))), DONE])
    answers = [message.content for message in model.asked[1].messages if message.role is Role.TOOL]
    assert answers[0].startswith("There is no tool of that name.")
    assert answers[1].startswith("Nothing was done: ")


async def test_the_temperature_reaches_the_model():
    model = ScriptedModel([DONE])
    await Loop(model, Desk().toolbox, Limits(), NUDGE, temperature=0.9).run(OPENING)
    assert model.asked[0].temperature == 0.9


async def test_broken_arguments_are_mended_and_counted():
    desk = Desk()
    ended, _ = await talk([Reply(calls=(Call("1", "look", '{"at": "a'),)), DONE], desk)
    assert desk.looked == ["a"]
    assert ended.counts == Counts(mended=1)


async def test_calls_found_in_the_text_are_counted():
    ended, _ = await talk([Reply('{"name": "look", "arguments": {"at": "a"}}'), DONE])
    assert ended.counts == Counts(salvaged=1)


async def test_calls_that_were_asked_for_in_the_text_need_no_salvage():
    ended, _ = await talk([Reply('{"name": "look", "arguments": {"at": "a"}}', in_text=True), DONE])
    assert ended.counts == Counts()


async def test_calls_in_a_text_that_breaks_off_are_mended_and_counted():
    desk = Desk()
    cut = '{"calls": [{"name": "look", "arguments": {"at": "a"}}, {"name": "look", "arguments": {"at": "b"'
    ended, _ = await talk([Reply(cut), DONE], desk)
    assert desk.looked == ["a", "b"]
    assert ended.counts == Counts(salvaged=2, mended=1)


async def test_circles_words_and_refused_forms_are_counted():
    ended, _ = await talk([Reply("I think so.", refused=2), Reply(calls=(look("a"),))])
    assert ended.counts == Counts(refused=2, nudged=1, repeated=1)


async def test_a_model_that_rests_is_counted():
    ended, _ = await talk([RestingError("It rests.")])
    assert (ended.stop, ended.counts) == (Stop.ERROR, Counts(rested=1))


async def test_what_was_called_after_an_answer_that_must_be_known_first_is_left_out():
    looked: list[str] = []

    async def stop_here(wanted: Look) -> Result:
        looked.append(wanted.at)
        return Result("Wait.", pause=True)

    async def done(_nothing: Nothing) -> Result:
        return Result("Done.", final=True)

    toolbox = Toolbox(Skill("look", "", Look, stop_here), Skill("done", "", Nothing, done))
    model = ScriptedModel([Reply(calls=(look("a", "1"), look("b", "2"), *DONE.calls)), DONE])
    ended = await Loop(model, toolbox, Limits(), NUDGE).run(OPENING)
    assert (ended.stop, ended.turns, looked) == (Stop.FINISHED, 2, ["a"])
    answers = [(said.call_id, said.content) for said in model.asked[1].messages if said.role is Role.TOOL]
    assert answers == [("1", "Wait."), ("2", LEFT_OUT.text), ("9", LEFT_OUT.text)]
