"""Listeners: each file translates between Slack and a use case; adding one is one file and one line here."""

from bot.listeners import (
    approvals,
    commands,
    connections,
    home,
    leads,
    messages,
    plan_changes,
    plans,
    playbooks,
    preferences,
    priorities,
    questions,
    runs,
    schedules,
    settings,
    stopping,
    threads,
    verdicts,
)

LISTENERS = (
    threads.register,
    messages.register,
    stopping.register,
    commands.register,
    home.register,
    plans.register,
    plan_changes.register,
    playbooks.register,
    schedules.register,
    runs.register,
    connections.register,
    leads.register,
    questions.register,
    verdicts.register,
    priorities.register,
    preferences.register,
    settings.register,
    approvals.register,
)
"""What registers the app's listeners, in the order in which Bolt asks them."""
