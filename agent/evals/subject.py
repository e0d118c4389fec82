"""Learning what is no goal: `python -m agent.evals.subject` tells how well; with `--write` it is kept.

Needs numpy, which is required for development only. It learns from `examples`, and what it writes
`agent.planner.reading.subject` reads.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

from agent.evals.descent import Floats
from agent.evals.examples import GOAL, Example, examples
from agent.evals.goals import RefusalKind
from agent.evals.learning import Bag, Ints, Weights, bagged, families, learned, probabilities
from agent.planner.reading import read, subject
from agent.planner.reading.features import features
from agent.planner.reading.subject import FILE, ZERO, Learned
from agent.planner.refusing import by_rules

KINDS = (GOAL, *(kind.value for kind in RefusalKind))
FOLDS = 5
_LEAST, _MARGIN, _MOST = 0.7, 0.02, 0.95
"""The doubt that it takes to refuse: never less; so much more than on any goal; and what always does."""
_LEADS_FOR_ONE = 3_000
_LARGEST = 127
_CHUNK = 100
_SHOWN = (0.5, 0.7, 0.8, 0.9, 0.95)


class Doubt(NamedTuple):
    """On one example by weights that have not seen it (or any like it): the likeliest kind and the doubt."""

    example: Example
    kind: str
    doubt: float


def bags(texts: Sequence[Example]) -> list[Bag]:
    """What each text is told apart by, as the rules read it today."""
    with ProcessPoolExecutor() as readers:
        return list(readers.map(_bag, (example.text for example in texts), chunksize=_CHUNK))


def _bag(text: str) -> Bag:
    return features(read(text))


def numbered(texts: Sequence[Example]) -> Ints:
    """The kind of each text as a number."""
    return np.array([KINDS.index(example.kind) for example in texts])


def held_out(texts: Sequence[Example], known: Sequence[Bag], folds: int = FOLDS) -> list[Doubt]:
    """A doubt on each text labelled by hand, by weights learned without its fold.

    Texts that are nearly the same are in one fold; patterns are always learned from.
    """
    fold = _folds(texts, known, folds)
    kinds = numbered(texts)
    doubts = []
    for number in range(folds):
        seen = [place for place, each in enumerate(fold) if each != number]
        weights = learned([known[place] for place in seen], kinds[seen], len(KINDS))
        unseen = [place for place, each in enumerate(fold) if each == number]
        shares = probabilities(weights.scores(bagged([known[place] for place in unseen])))
        doubts += [_doubt(texts[place], row) for place, row in zip(unseen, shares.T, strict=True)]
    return doubts


def _folds(texts: Sequence[Example], known: Sequence[Bag], folds: int) -> list[int | None]:
    """The fold of each text; none for those that are always learned from."""
    by_hand = [place for place, example in enumerate(texts) if example.by_hand]
    family = families([known[place][1] for place in by_hand])
    draw = random.Random(folds)
    of_family = {each: draw.randrange(folds) for each in sorted(set(family))}
    found: list[int | None] = [None] * len(texts)
    for place, each in zip(by_hand, family, strict=True):
        found[place] = of_family[each]
    return found


def _doubt(example: Example, shares: Floats) -> Doubt:
    return Doubt(example, KINDS[1 + int(shares[1:].argmax())], float(1 - shares[0]))


def thresholds(doubts: Sequence[Doubt]) -> tuple[float, ...]:
    """The doubt from which on each kind is refused: more than on any lead goal that was held out.

    But one of `_LEADS_FOR_ONE` such goals may be refused, where most refusals are found for it.
    """
    surely = dict.fromkeys(KINDS[1:], 0.0) | _highest(doubts)
    for _ in range(sum(each.example.lead for each in doubts) // _LEADS_FOR_ONE):
        kept = [each for each in doubts if not each.example.lead or each.doubt < surely[each.kind]]
        lower = surely | dict.fromkeys(KINDS[1:], 0.0) | _highest(kept)
        gains = {
            kind: _found(doubts, kind, limit) - _found(doubts, kind, surely[kind])
            for kind, limit in lower.items()
        }
        best = max(gains, key=lambda kind: gains[kind])
        surely[best] = lower[best]
    return tuple(round(min(_MOST, max(_LEAST, surely[kind] + _MARGIN)), 3) for kind in KINDS[1:])


def _highest(doubts: Sequence[Doubt]) -> dict[str, float]:
    """Of each kind the highest doubt on a lead goal that no rule refuses anyway."""
    leads = sorted(
        (each for each in doubts if each.example.lead and each.doubt > _LEAST - _MARGIN),
        key=lambda each: each.doubt,
    )
    return {each.kind: each.doubt for each in leads if by_rules(read(each.example.text)) is None}


def _found(doubts: Sequence[Doubt], kind: str, limit: float) -> int:
    return sum(
        each.example.kind != GOAL and each.kind == kind and each.doubt > limit + _MARGIN for each in doubts
    )


def packed(weights: Weights, surely: Sequence[float]) -> Learned:
    """Weights as they are shipped: relative to those of goals, a byte each."""
    of = weights.of[1:] - weights.of[:1]
    bias = (weights.bias[1:] - weights.bias[:1]).ravel()
    scales = np.abs(of).max(axis=1) / _LARGEST
    planes = np.rint(of / scales[:, None]).astype(np.int64) + ZERO
    return Learned(
        kinds=KINDS[1:],
        biases=tuple(float(each) for each in bias),
        scales=tuple(float(each) for each in scales),
        surely=tuple(surely),
        weights=tuple(plane.astype(np.uint8).tobytes() for plane in planes),
    )


def report(doubts: Sequence[Doubt], surely: Sequence[float]) -> str:
    """How many lead goals are refused, and refusals found, at some doubts and at those of each kind."""
    limits = dict(zip(KINDS[1:], surely, strict=True))
    lines = [_line(f"{limit:.2f}", doubts, dict.fromkeys(limits, limit)) for limit in _SHOWN]
    lines += [_line("own ", doubts, limits)]
    lines += [
        _line(f"  {kind} at {limit:.2f}", [each for each in doubts if each.example.kind == kind], limits)
        for kind, limit in limits.items()
    ]
    return "\n".join(lines)


def _line(name: str, doubts: Sequence[Doubt], limits: dict[str, float]) -> str:
    leads = [each.doubt >= limits[each.kind] for each in doubts if each.example.lead]
    refused = [each.doubt >= limits[each.kind] for each in doubts if each.example.kind != GOAL]
    share = sum(refused) / max(1, len(refused))
    found = f"{share:.3f} of {len(refused)} refusals found"
    return f"{name}: {sum(leads)} of {len(leads)} lead goals refused, {found}"


def main() -> None:
    """Learn, tell how well, and write the weights if that is asked for."""
    asked = argparse.ArgumentParser(prog="python -m agent.evals.subject", description=__doc__)
    asked.add_argument(
        "--write", action="store_true", help="write the weights beside the module that reads them"
    )
    wanted = asked.parse_args()
    texts = examples()
    known = bags(texts)
    doubts = held_out(texts, known)
    surely = thresholds(doubts)
    print(report(doubts, surely))  # noqa: T201 - it is a command
    if wanted.write:
        weights = learned(known, numbered(texts), len(KINDS))
        Path(subject.__file__).with_name(FILE).write_bytes(packed(weights, surely).packed())


if __name__ == "__main__":
    main()
