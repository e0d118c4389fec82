"""The evidence score of a company (domain.md, 002)."""

from __future__ import annotations

from agent.icp.profile import Signal
from agent.prospecting.adapters.grading import EvidenceScores


def signal(field: str, value: str) -> Signal:
    return Signal(field, value, "https://a.example/", value)


ALL = [
    signal("technology", "SAP"),
    signal("buyer", "HR Manager"),
    *(signal("open_role", f"Role {number}") for number in range(3)),
    signal("pricing", "public prices"),
    signal("case_study", "Acme"),
]


def test_a_company_that_shows_everything_has_all_points():
    grade = EvidenceScores().score(ALL)
    assert (grade.points, grade.tier) == (100.0, "high")
    assert "SAP" in grade.reason


def test_a_company_that_shows_nothing_has_none_and_that_is_said():
    grade = EvidenceScores().score([])
    assert (grade.points, grade.tier) == (0.0, "low")
    assert grade.reason.startswith("Nothing that counts is known.")


def test_defect_002_thresholds_on_the_wrong_scale_made_everything_high():
    scores = EvidenceScores()
    assert scores.score(ALL[:2]).tier == "medium", "integrations 35 and buyer titles 20"
    assert scores.score(ALL[:1]).tier == "low"
    assert scores.score([*ALL[:2], ALL[5]]).tier == "high", "with prices, and so three kinds of evidence"
