"""Whether the company shows its prices (seeds/002)."""

from agent.scoring.signal import there

PRICING_PAGE = there("pricing_page", "pricing page", "pricing_page")
