"""What a good model would do with a planning request: search, add, finish, and mend what is objected to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

Hit = Mapping[str, str]
Calls = tuple[tuple[str, dict[str, Any]], ...]

SEARCHES = {
    "search": "find people from a linkedin search",
    "enrich": "enrich linkedin profiles with details",
    "contact": "find professional e-mail addresses from name and company",
    "outreach": "send a linkedin message",
    "manage": "withdraw pending invitations",
}
"""What it looks for when a stage is wanted and no keyword says more."""

KEYWORDS = {
    "group": ("search", "export the members of a linkedin group"),
    "google maps": ("search", "google maps places"),
    "comment": ("search", "people who commented on a linkedin post"),
    "liked": ("search", "people who liked a linkedin post"),
    "sales navigator": ("search", "export a sales navigator search"),
    "connect": ("outreach", "send connection requests"),
}


def answer(body: Mapping[str, Any]) -> tuple[str | None, Calls]:
    """The next turn of a planning conversation."""
    messages = body["messages"]
    request = json.loads(messages[1]["content"][messages[1]["content"].index("{") :].rpartition("}")[0] + "}")
    last = messages[-1]["content"]
    if "joke" in request["goal"].lower() or "weather" in request["goal"].lower():
        return None, (("refuse_goal", {"reason": "I plan lead generation only.", "instead": None}),)
    found = _results(messages)
    if not found:
        return None, tuple(("search_phantoms", query) for query in _queries(request))
    if "Added as step" in last:
        return None, (("finish_plan", {"note": None}),)
    return None, _adds(found, request, skip=str(messages).count("The plan was not accepted"))


def _queries(request: Mapping[str, Any]) -> list[dict[str, Any]]:
    goal = request["goal"].lower()
    stages = request.get("wanted") or ["search"]
    chosen = {stage: SEARCHES[stage] for stage in stages}
    for keyword, (stage, query) in KEYWORDS.items():
        if keyword in goal and stage in chosen:
            chosen[stage] = query
    return [{"query": query, "stage": stage} for stage, query in chosen.items()]


def _adds(found: Sequence[Sequence[Hit]], request: Mapping[str, Any], skip: int) -> Calls:
    """The best hit of each search that does nothing unasked; after a rejection one that does it all."""
    wanted = set(request["wanted"] or ["search"])
    fitting = [[hit for hit in hits if set(hit["stages"].split("+")) <= wanted] for hits in found]
    whole = [hit for hits in fitting for hit in hits if set(hit["stages"].split("+")) == wanted]
    rejected = str(request.get("rejected", ""))
    fresh = [hit for hit in whole if hit["script"] not in rejected]
    chosen = fresh[:1] if rejected and fresh else [hits[min(skip, len(hits) - 1)] for hits in fitting if hits]
    return tuple(
        ("add_to_plan", {"script": script, "why": f"Step {number} for: {request['goal'][:60]}"})
        for number, script in enumerate(dict.fromkeys(hit["script"] for hit in chosen), 1)
    )


def _results(messages: Sequence[Mapping[str, Any]]) -> list[list[Hit]]:
    """What each search so far returned, best first."""
    said = (message["content"] for message in messages[2:] if message["role"] in {"tool", "user"})
    answers = (answer for content in said for answer in content.split("Result of "))
    return [
        [json.loads(line) for line in answer.splitlines() if line.startswith('{"script"')]
        for answer in answers
        if '{"script"' in answer
    ]
