"""Reasons: what is known, what counts nothing, what is missing, and nothing else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.scoring.presets import Preset
from agent.scoring.profile import Profile
from agent.scoring.reason import reason
from agent.scoring.score import score
from agent.scoring.wording import quotes_only
from tests.agent.scoring.known import EVERYTHING, PERSON, facts

EVIDENCE = Profile.usual(Preset.EVIDENCE)


def test_a_reason_quotes_what_adds_most_first_and_says_what_is_missing() -> None:
    said = reason(score(facts(**PERSON, profile_url="https://www.linkedin.com/in/ada"), Profile.usual()))
    assert said == (
        "Known: LinkedIn profile; company Berg AG; e-mail ada@berg.example; name Ada Berg; title CTO. "
        "Not known: recent activity, company information and personal interests."
    )


def test_defect_004_no_two_leads_share_one_static_line() -> None:
    ada, ben = (
        facts(**{**PERSON, "name": name, "title": title}) for name, title in (("Ada", "CTO"), ("Ben", "CEO"))
    )
    said = [reason(score(each, Profile.usual())) for each in (ada, ben)]
    assert "name Ada; title CTO" in said[0]
    assert "name Ben; title CEO" in said[1]


def test_what_is_known_and_adds_nothing_is_said() -> None:
    said = reason(score(facts(open_roles="1", integrations="Slack"), EVIDENCE))
    assert said.startswith("Known: integrations with Slack. Counts nothing: evidence of")
    assert "1 open role." in said


def test_nothing_is_known() -> None:
    assert reason(score(facts(), EVIDENCE)).startswith("Nothing that counts is known.")


@settings(max_examples=40)
@given(st.sets(st.sampled_from(sorted(EVERYTHING))), st.sampled_from(Preset))
def test_the_rules_own_words_pass_the_check_for_a_models(known: set[str], preset: Preset) -> None:
    """What is long or holds an address or markup is not let through for a model; the rest must be."""
    scored = score(facts(**{field: EVERYTHING[field] for field in known}), Profile.usual(preset))
    said = reason(scored)
    assert quotes_only(said, scored) or len(said) > 400 or "@" in said
