"""Prints the figures that the long checks note."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Only whoever asks for the long checks gets them: `-m soak`."""
    if config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("soak")]
    items[:] = [item for item in items if item not in long]
    config.hook.pytest_deselected(items=long)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if report.when == "call" and report.user_properties
    ]
    for report in reports:
        terminalreporter.section(f"{report.nodeid.rpartition('::')[2]}: {report.outcome}", sep="-")
        for name, figure in [*report.user_properties, ("seconds", round(report.duration))]:
            terminalreporter.line(f"{name:<40} {figure}")
