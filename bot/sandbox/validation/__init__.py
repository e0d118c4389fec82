"""Checks every payload against Slack's limits and says what is wrong in Slack's words."""

from bot.sandbox.validation.message import check_blocks_argument, check_message
from bot.sandbox.validation.view import check_view

__all__ = ["check_blocks_argument", "check_message", "check_view"]
