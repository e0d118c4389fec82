"""The planning model's tools: search the catalogue, put phantoms into a draft, finish or refuse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from agent.llm.toolbox import Arguments, Result, Skill, Toolbox
from agent.planner.draft import Added, Draft
from agent.planner.phantom import Stage
from agent.planner.plan import Refusal
from agent.planner.prompts import described
from agent.planner.search import PhantomSearch
from agent.planner.validation import MOST_STEPS

Progress = Callable[[str], Awaitable[None]]

LONGEST_SENTENCE = 300
LONGEST_SHOWN = 80


def shortened(text: str, most: int = LONGEST_SENTENCE) -> str:
    """One line of at most so many characters that can be seen."""
    line = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


_Sentence = Annotated[str, AfterValidator(shortened), Field(min_length=1)]
_Stage = Annotated[
    Stage | None,
    WithJsonSchema(
        {"anyOf": [{"type": "string", "enum": [stage.value for stage in Stage]}, {"type": "null"}]}
    ),
]


class SearchArguments(Arguments):
    query: str = Field(
        min_length=1, max_length=200, description="What the phantom should do, in a few words."
    )
    stage: _Stage = Field(None, description="Only phantoms of this stage; null for all.")


class AddArguments(Arguments):
    script: str = Field(description="The script, exactly as a search returned it.")
    why: _Sentence = Field(description="One sentence for the person who asked.")


class FinishArguments(Arguments):
    note: str | None = Field(None, description="What the person should know of the whole plan, or null.")


class RefuseArguments(Arguments):
    reason: _Sentence = Field(description="One friendly sentence: why there is no plan.")
    instead: str | None = Field(None, description="The nearest goal that can be planned, or null.")


class Desk:
    """The tools of one planning conversation; whatever they are given is checked."""

    def __init__(self, draft: Draft, search: PhantomSearch, progress: Progress) -> None:
        self._draft = draft
        self._search = search
        self._progress = progress

    @property
    def toolbox(self) -> Toolbox:
        return Toolbox(
            Skill("search_phantoms", "Search the catalogue of phantoms.", SearchArguments, self._find),
            Skill("add_to_plan", "Put a phantom at the end of the plan.", AddArguments, self._add),
            Skill(
                "finish_plan", "Check the plan and end; it may be objected to.", FinishArguments, self._finish
            ),
            Skill("refuse_goal", "End without a plan, with a reason.", RefuseArguments, self._refuse),
        )

    async def _find(self, wanted: SearchArguments) -> Result:
        await self._progress(f"Searching phantoms for “{shortened(wanted.query, LONGEST_SHOWN)}”")
        hits = self._search.search(wanted.query, stage=wanted.stage)
        self._draft.found(hit.phantom for hit in hits)
        lines = (described(hit.phantom) for hit in hits)
        return Result("\n".join(lines) or "Nothing found. Use other words, or another stage.")

    async def _add(self, chosen: AddArguments) -> Result:
        added = self._draft.add(chosen.script, chosen.why)
        said = {
            Added.YES: f"Added as step {len(self._draft.choices)}.",
            Added.UNKNOWN: "Not added: none of your searches returned that script. Search for it first.",
            Added.ALREADY: "Not added: it is in the plan already.",
            Added.FULL: f"Not added: a plan has at most {MOST_STEPS} steps.",
        }
        return Result(said[added])

    async def _finish(self, finish: FinishArguments) -> Result:
        await self._progress("Checking that the steps fit together")
        objections = self._draft.objections()
        if not objections:
            self._draft.note = shortened(finish.note or "") or None
            return Result("The plan is accepted.", final=True)
        self._draft.choices.clear()
        return Result(f"The plan was not accepted and is empty again. {' '.join(objections)}")

    async def _refuse(self, refused: RefuseArguments) -> Result:
        if self._draft.goal.about_leads and not self._draft.searched:
            return Result("Not refused: this may be lead generation. Search for it first.")
        instead = shortened(refused.instead or "") or None
        self._draft.refusal = Refusal(reason=refused.reason, instead=instead)
        return Result("Refused.", final=True)
