"""A learned opinion on whether a text is a goal at all, for where the rules found nothing against it.

It was learned from labelled texts (`python -m agent.evals.subject`); here is only what gives the opinion. The
file beside this module holds, compressed, a line of JSON and a byte for each kind and bucket of `features`.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from operator import itemgetter
from typing import NamedTuple

from agent.planner.goal import Goal
from agent.planner.reading.features import BUCKETS, WEIGHTS, features

FILE = "subject.bin"
ZERO = 128
"""The byte that stands for no weight."""


class Subject(NamedTuple):
    """What a text is about, if it is none of our goals: the likeliest kind of refusal, and how sure that is.

    `doubt` is the probability, 0 to 1, that it is to be refused at all, for whatever reason.
    """

    kind: str
    doubt: float


@dataclass(frozen=True)
class Learned:
    """Weights of each kind by bucket, as bytes: (byte - `ZERO`) * scale; for goals all are 0.

    `surely` is the doubt from which on each kind is refused.
    """

    kinds: tuple[str, ...]
    biases: tuple[float, ...]
    scales: tuple[float, ...]
    surely: tuple[float, ...]
    weights: tuple[bytes, ...]

    def packed(self) -> bytes:
        """As it is kept in a file."""
        head = {name: getattr(self, name) for name in ("kinds", "biases", "scales", "surely")}
        return zlib.compress(json.dumps(head).encode() + b"\n" + b"".join(self.weights), 9)


def unpacked(data: bytes) -> Learned:
    """What `Learned.packed` made; raises `zlib.error` or `ValueError` for anything else."""
    head, _, body = zlib.decompress(data).partition(b"\n")
    said = {name: tuple(values) for name, values in json.loads(head).items()}
    planes = [body[at : at + BUCKETS] for at in range(0, len(body), BUCKETS)]
    if len(planes) != len(said["kinds"]) or len(body) % BUCKETS:
        raise ValueError(f"{len(body)} weights are not {BUCKETS} for each of {len(said['kinds'])} kinds.")
    return Learned(weights=tuple(planes), **said)


def subject(goal: Goal, learned: Learned | None = None) -> Subject:
    """The opinion on a goal as it was read; by the weights that are shipped unless others are given."""
    known = learned or shipped()
    scores = list(known.biases)
    for buckets, weight in zip(features(goal), WEIGHTS, strict=True):
        if not buckets:
            continue
        share = weight / sqrt(len(buckets))
        # Two at least: for one bucket an item getter gives the item itself.
        looked_up = itemgetter(*buckets, *buckets) if len(buckets) == 1 else itemgetter(*buckets)
        repeated = 2 if len(buckets) == 1 else 1
        for kind, plane in enumerate(known.weights):
            total = sum(looked_up(plane)) / repeated - ZERO * len(buckets)
            scores[kind] += known.scales[kind] * share * total
    highest = max(0.0, *scores)
    against = sum(exp(score - highest) for score in scores)
    return Subject(known.kinds[scores.index(max(scores))], against / (against + exp(-highest)))


def off_subject(goal: Goal) -> str | None:
    """The kind of refusal for what is surely none of our goals."""
    known = shipped()
    kind, doubt = subject(goal, known)
    return kind if doubt >= known.surely[known.kinds.index(kind)] else None


@cache
def shipped() -> Learned:
    """The weights that come with the program, read when they are needed first."""
    return unpacked((files(__package__) / FILE).read_bytes())
