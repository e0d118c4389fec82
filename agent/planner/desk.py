"""The planning model's tools: search the catalogue, put phantoms into a draft, finish or refuse."""

from __future__ import annotations

from typing import Annotated, Protocol

from pydantic import AfterValidator, Field, WithJsonSchema

from agent.events import Thought
from agent.llm.counts import Counts
from agent.llm.toolbox import Arguments, Result, Skill, Toolbox
from agent.planner.draft import Added, Draft
from agent.planner.phantom import Stage
from agent.planner.plan import Refusal
from agent.planner.progress import Progress
from agent.planner.prompts import described
from agent.planner.search import Hit
from agent.planner.validation import MOST_STEPS

LONGEST_SENTENCE = 300
LONGEST_SHOWN = 80
MOST_REPAIRS = 3
"""Plans that are sent back with objections; a model that cannot mend one by then will not."""

NEAREST = 3
"""Phantoms that are offered in the place of one that nobody knows."""


def shortened(text: str, most: int = LONGEST_SENTENCE) -> str:
    """One line of at most so many characters that can be seen."""
    line = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def in_own_words(sentence: str) -> str:
    """A sentence for a person; weak models repeat what the schema says of it."""
    if sentence in DESCRIPTIONS:
        raise ValueError("say it in your own words")
    return shortened(sentence)


_Sentence = Annotated[str, AfterValidator(in_own_words), Field(min_length=1)]
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


DESCRIPTIONS = frozenset(
    field.description
    for arguments in (SearchArguments, AddArguments, FinishArguments, RefuseArguments)
    for field in arguments.model_fields.values()
)


class Search(Protocol):
    """Finds phantoms by what people say. It may depend on what fails; then it finds what it can without."""

    async def find(
        self, query: str, *, stage: Stage | None = None, platform: str | None = None, k: int = 5
    ) -> tuple[Hit, ...]:
        """The `k` best phantoms, best first, with scores above 0 and up to 1."""
        ...


class Desk:
    """The tools of one planning conversation; whatever they are given is checked."""

    def __init__(self, draft: Draft, search: Search, progress: Progress) -> None:
        self._draft = draft
        self._search = search
        self._progress = progress
        self._doubted = False

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
        await self._progress(f"Searching phantoms for “{shortened(wanted.query, LONGEST_SHOWN)}”…")
        hits = await self._search.find(wanted.query, stage=wanted.stage)
        self._draft.found(hit.phantom for hit in hits)
        found = ", ".join(hit.phantom.name for hit in hits) or "nothing"
        title = f"Searched {wanted.stage or 'all'} phantoms for “{shortened(wanted.query, LONGEST_SHOWN)}”"
        await self._progress(Thought(title, f"Found: {found}.", well=bool(hits)))
        lines = (described(hit.phantom) for hit in hits)
        return Result("\n".join(lines) or "Nothing found. Use other words, or another stage.")

    async def _add(self, chosen: AddArguments) -> Result:
        added = self._draft.add(chosen.script, chosen.why)
        if added is Added.UNKNOWN:
            return await self._nearest(chosen.script)
        step = len(self._draft.choices)
        if added is Added.YES:
            name = self._draft.scripts[-1].removesuffix(".js")
            await self._progress(f"Putting {name} in as step {step}…")
            await self._progress(Thought(f"Step {step}: {name}", chosen.why))
        said = {
            Added.YES: f"Added as step {step}.",
            Added.ALREADY: "Not added: it is in the plan already.",
            Added.FULL: f"Not added: a plan has at most {MOST_STEPS} steps.",
        }
        return Result(said[added])

    async def _nearest(self, script: str) -> Result:
        """No search returned that: offer what comes nearest, which counts as found from now on."""
        self._draft.counts += Counts(unknown=1)
        hits = await self._search.find(script.removesuffix(".js")[:LONGEST_SHOWN], k=NEAREST)
        self._draft.found(hit.phantom for hit in hits)
        refused = "Not added: none of your searches returned that script."
        if not hits:
            return Result(f"{refused} Search for it first.")
        return Result("\n".join([f"{refused} The nearest are:", *(described(hit.phantom) for hit in hits)]))

    async def _finish(self, finish: FinishArguments) -> Result:
        await self._progress("Checking that the steps fit together…")
        objections = self._draft.objections()
        if not objections:
            self._draft.note = shortened(finish.note or "") or None
            await self._progress(Thought("The steps fit together", self._draft.note or ""))
            return Result("The plan is accepted.", final=True)
        self._draft.choices.clear()
        self._draft.counts += Counts(repairs=1)
        await self._progress(Thought("The steps do not fit together yet", " ".join(objections), well=False))
        hopeless = self._draft.counts.repairs > MOST_REPAIRS
        if not hopeless:
            await self._progress("Mending what does not fit yet…")
        said = f"The plan was not accepted and is empty again. {' '.join(objections)}"
        return Result(said, final=hopeless, pause=True)

    async def _refuse(self, refused: RefuseArguments) -> Result:
        doubt = self._doubt()
        if doubt is not None:
            return Result(doubt, pause=True)
        instead = shortened(refused.instead or "") or None
        self._draft.refusal = Refusal(reason=refused.reason, instead=instead)
        await self._progress(Thought("No plan serves this", refused.reason, well=False))
        return Result("Refused.", final=True)

    def _doubt(self) -> str | None:
        """What speaks against a refusal: nobody looked, or what was found was not looked at. Said once."""
        if not self._draft.goal.about_leads:
            return None
        found = self._draft.searched
        if not found:
            return "Not refused: this may be lead generation. Search for it first."
        if self._doubted:
            return None
        self._doubted = True
        return f"Not refused yet. There are: {', '.join(found)}. If none of them serves, refuse again."
