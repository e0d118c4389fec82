"""Whether anything is known of the company beside its name: a description, its industry or its size."""

from agent.scoring.signal import there

COMPANY_INFO = there("company_info", "company information", "company_info", "industry", "employees")
