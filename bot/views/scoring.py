"""How leads are scored: weights that an admin changes, what they would do, and how far scoring anew is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agent.scoring.presets import RECIPES
from agent.scoring.profile import Profile
from agent.scoring.service import Preview, RescoreCard, Shift
from agent.scoring.signals import SIGNALS
from bot.views import blocks as b
from bot.views.score_bar import TIERS, bar

TITLE = "Scoring"
USUAL = "These are the preset's own weights; they count once you save them."
_NAMES: Mapping[str, str] = {signal.key: signal.name for signal in SIGNALS}


def scoring_modal(profile: Profile, version: int, turn: int = 0, said: str = "") -> b.Block:
    """The weights of a preset; each `turn` has fields of its own, since a field keeps what was typed."""
    recipe = profile.recipe
    now = f"version {version}" if version else "as delivered"
    others = [
        b.button(each.name, f"scoring_preset_{each.preset.value}", each.preset.value)
        for each in RECIPES
        if each.preset is not profile.preset
    ]
    blocks = [
        b.section(f"*{recipe.name}*: {recipe.what}. In use: {now}."),
        b.actions(*others, b.button("Back to defaults", "scoring_defaults", profile.preset.value)),
        *([b.context(b.escape(said))] if said else []),
        b.context(
            f"Whole numbers that sum to 100. High from {recipe.high}, medium from {recipe.medium}, else low."
        ),
        *(_weight(key, weight, turn) for key, weight in profile.weights.items()),
    ]
    kept = f"{profile.preset.value}:{version}:{turn}"
    return b.modal(TITLE, "scoring_form", kept, blocks, submit="Preview")


def _weight(key: str, weight: int, turn: int) -> b.Block:
    element = {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": "0",
        "max_value": "100",
        "initial_value": str(weight),
    }
    name = _NAMES[key]
    return b.field(f"{key}:{turn}", f"{name[:1].upper()}{name[1:]}", element)


def preview_modal(preview: Preview, version: int, turn: int) -> b.Block:
    """Who would change tier; nothing counts before it is saved."""
    some = f"of the newest {preview.looked_at:,}" if preview.looked_at < preview.people else "of"
    whole = f"{some} {preview.people:,} leads" if some == "of" else f"{some} of {preview.people:,} leads"
    change = "changes" if preview.changed == 1 else "change"
    blocks = [b.section(f"*{preview.changed:,} {whole} {change} tier.*")]
    if not preview.people:
        blocks = [b.section("*There are no leads yet.* The first ones will be scored by these weights.")]
    blocks.append(b.context(*_by_tier(preview)))
    blocks += [b.section(_shift(shift)) for shift in preview.sample]
    more = preview.changed - len(preview.sample)
    if more > 0:
        blocks.append(b.context(f"and {more:,} more"))
    blocks.append(b.actions(b.button("Back to the weights", "scoring_back", "0"), block_id="ways"))
    kept = f"{version}:{turn}:{preview.profile.model_dump_json()}"
    return b.modal(TITLE, "scoring_sure", kept, blocks, submit="Save")


def _by_tier(preview: Preview) -> Iterator[str]:
    for tier, words in TIERS.items():
        yield f"{words}: {preview.before[tier]:,} → {preview.after[tier]:,}"


def _shift(shift: Shift) -> str:
    company = f" at {b.escape(b.cut(shift.company, 100))}" if shift.company else ""
    move = f"{TIERS[shift.before].lower()} → {TIERS[shift.after].lower()}"
    return f"*{b.escape(b.cut(shift.name, 100))}*{company}\n{move} · {shift.score} of 100"


def saved_modal(version: int, profile: Profile) -> b.Block:
    """What counts now, and where it is told how far scoring is."""
    text = (
        f"*Saved.* Leads are scored by {profile.recipe.name.lower()}, version {version}. Those that are "
        "there are scored anew; our conversation says how far that is."
    )
    return b.modal("Saved", "done", "", [b.section(text)])


def same_modal() -> b.Block:
    """Nothing was changed."""
    return b.modal("Saved", "done", "", [b.section("*Nothing changed.* These weights count already.")])


def rescore_message(card: RescoreCard) -> b.Message:
    """How far scoring anew is, and what came of it."""
    name = f"{card.profile.recipe.name.lower()}, version {card.version}"
    done = min(card.done, card.total)
    if card.ended_at is not None:
        changed = f"{card.changed:,} {'has' if card.changed == 1 else 'have'} another tier now"
        text = f"{done:,} leads are scored anew ({name}); {changed}."
        return b.Message(text, [b.section(f"*{text}*")])
    share = 100 * done // card.total if card.total else 0
    text = f"Scoring leads anew ({name}): {done:,} of {card.total:,}"
    return b.Message(text, [b.section(f"{bar(share)}  {text}")])
