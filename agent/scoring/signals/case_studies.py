"""Whether the company shows case studies (seeds/002)."""

from agent.scoring.signal import there

CASE_STUDIES = there("case_studies", "case studies", "case_studies")
