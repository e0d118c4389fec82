"""Names and titles in running text: “As CFO, Ada Lovelace …”, “Ada Lovelace is our Head of Product”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from agent.evidence.lexicon import patterns_of, stopwords
from agent.evidence.naming import is_plural, is_title, person_name
from agent.pages.text import fold

_WORD = re.compile(r"[^\s,.;:!?()|“”\"«»]+")
_GAP = re.compile(r"[\s]+")
_MOST = 5


@dataclass(frozen=True)
class Run:
    """Words with capitals that stand together, from `start` to `end` of the sentence."""

    text: str
    start: int
    end: int


def told(sentence: str) -> Iterator[tuple[str, str, str]]:
    """Name, title, and what follows the title: where a sentence has one title for whom it names."""
    runs = list(runs_of(sentence))
    names = [each for run in runs for each in _names(run)]
    titles = [each for run in runs for each in _titles(run, names)] or list(_small_titles(sentence, names))
    if len(titles) == 1 and names:
        for name in names:
            yield name.text, titles[0].text, sentence[titles[0].end :]


def runs_of(sentence: str, small: str = "within_titles") -> Iterator[Run]:
    """Runs of words with capitals, and between them the small words of that list."""
    links = stopwords(small)
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(sentence):
        joined = not run or _GAP.fullmatch(sentence[run[-1].end() : word.start()]) is not None
        big = word[0][0].isupper() or (run and word[0] in links)
        if run and not (joined and big):
            yield _closed(sentence, run, links)
            run = []
        if word[0][0].isupper() or (run and big):
            run.append(word)
    if run:
        yield _closed(sentence, run, links)


def _closed(sentence: str, run: list[re.Match[str]], links: frozenset[str]) -> Run:
    while len(run) > 1 and run[-1][0] in links:
        run = run[:-1]
    while len(run) > 1 and fold(run[0][0]) in stopwords("no_beginning"):
        run = run[1:]
    return Run(sentence[run[0].start() : run[-1].end()], run[0].start(), run[-1].end())


def _names(run: Run) -> Iterator[Run]:
    """The name in a run, which a title may stand before or behind."""
    words = list(_WORD.finditer(run.text))
    for length in range(min(_MOST, len(words)), 1, -1):
        for first in (0, len(words) - length):
            start, end = words[first].start(), words[first + length - 1].end()
            rest = f"{run.text[:start]} {run.text[end:]}".strip()
            name = person_name(run.text[start:end])
            if name is not None and (not rest or is_title(rest)):
                yield Run(name, run.start + start, run.start + end)
                return


def _titles(run: Run, names: list[Run]) -> Iterator[Run]:
    """The title in a run, without a name in it."""
    start, end = run.start, run.end
    for name in names:
        if name.start == start:
            start = name.end
        elif name.end == end:
            end = name.start
    text = run.text[start - run.start : end - run.start].strip()
    if text and is_title(text) and not is_plural(text):
        yield Run(text, start, end)


def _small_titles(sentence: str, names: list[Run]) -> Iterator[Run]:
    """A title without capitals: behind “is”, “as” or a form of address."""
    if len(names) != 1:
        return
    for match in _being().finditer(fold_keeping(sentence)):
        text = sentence[match.start(1) : match.end(1)].strip()
        if is_title(text) and person_name(text) is None and names[0].text not in text:
            yield Run(text, match.start(1), match.end(1))
            return


@cache
def _being() -> re.Pattern[str]:
    return re.compile(rf"\b{patterns_of('being')} (?:{patterns_of('possessives')} )?([^,.;()]{{2,80}})")


def fold_keeping(text: str) -> str:
    """The text folded, letter by letter, so that places in it stay what they are."""
    return "".join(folded if len(folded := fold(each)) == 1 else each for each in text)
