"""Signals: one file each and one line here; a preset says which it weighs."""

from agent.scoring.signal import Signal
from agent.scoring.signals.buyer_titles import BUYER_TITLES
from agent.scoring.signals.case_studies import CASE_STUDIES
from agent.scoring.signals.company import COMPANY
from agent.scoring.signals.company_info import COMPANY_INFO
from agent.scoring.signals.data_quality import DATA_QUALITY
from agent.scoring.signals.email import EMAIL
from agent.scoring.signals.evidence_types import EVIDENCE_TYPES
from agent.scoring.signals.industry import INDUSTRY
from agent.scoring.signals.integrations import INTEGRATIONS
from agent.scoring.signals.interests import INTERESTS
from agent.scoring.signals.linkedin import LINKEDIN
from agent.scoring.signals.multisite import MULTISITE
from agent.scoring.signals.name import NAME
from agent.scoring.signals.open_roles import OPEN_ROLES
from agent.scoring.signals.pricing_page import PRICING_PAGE
from agent.scoring.signals.recent_activity import RECENT_ACTIVITY
from agent.scoring.signals.recovery import RECOVERY
from agent.scoring.signals.title import TITLE

SIGNALS: tuple[Signal, ...] = (
    NAME,
    EMAIL,
    COMPANY,
    TITLE,
    LINKEDIN,
    RECENT_ACTIVITY,
    COMPANY_INFO,
    INTERESTS,
    RECOVERY,
    INDUSTRY,
    MULTISITE,
    DATA_QUALITY,
    EVIDENCE_TYPES,
    INTEGRATIONS,
    BUYER_TITLES,
    OPEN_ROLES,
    PRICING_PAGE,
    CASE_STUDIES,
)
"""All that there are, in the order in which people read them."""
