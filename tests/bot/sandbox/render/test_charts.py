"""Charts as SVG, and the same in a table."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.sandbox.render.charts import chart, figures

DAYS = ["Mon", "Tue", "Wed"]


def plotted(kind: str, *series: list[float]) -> dict[str, Any]:
    data = [
        {"name": f"S{at}", "data": [{"label": d, "value": v} for d, v in zip(DAYS, values, strict=True)]}
        for at, values in enumerate(series)
    ]
    axis = {"categories": DAYS, "x_label": "Day", "y_label": "People"}
    return {"title": "Leads", "chart": {"type": kind, "series": data, "axis_config": axis}}


def pie(*values: float) -> dict[str, Any]:
    segments = [{"label": f"P{at}", "value": value} for at, value in enumerate(values)]
    return {"title": "Leads", "chart": {"type": "pie", "segments": segments}}


@pytest.mark.parametrize(
    ("kind", "mark", "count"), [("bar", "<rect", 6), ("line", "<polyline", 2), ("area", "<polygon", 2)]
)
def test_every_series_is_drawn(kind: str, mark: str, count: int) -> None:
    assert chart(plotted(kind, [1, 2, 3], [3, 2, 1])).count(mark) == count


def test_a_drawing_has_a_name_its_axes_and_a_legend() -> None:
    html = chart(plotted("bar", [1, 2, 3]))
    assert 'role="img" aria-label="bar chart: Leads"' in html
    for word in (*DAYS, "Day", "People", "S0"):
        assert f">{word}<" in html


def test_the_lines_are_round_numbers_around_every_value() -> None:
    html = chart(plotted("bar", [12, 41, -7]))
    lines = [float(found) for found in re.findall(r'text-anchor="end">(-?[\d,.]+)<', html)]
    assert lines == [-20, 0, 20, 40, 60]


def test_a_bar_below_nothing_hangs_from_the_line_of_nothing() -> None:
    html = chart(plotted("bar", [10, -10, 0]))
    bars = [
        (float(y), float(height))
        for y, height in re.findall(r'<rect .*? y="([\d.]+)" .*? height="([\d.]+)"', html)
    ]
    (top, up), (below, down), _ = bars
    assert top + up == pytest.approx(below)
    assert up == pytest.approx(down)


def test_nothing_but_nothing_is_drawn_as_a_flat_line() -> None:
    assert "NaN" not in chart(plotted("line", [0, 0, 0]))


def test_slices_are_as_large_as_their_share() -> None:
    html = chart(pie(75, 25))
    assert html.count("<path") == 2
    assert "<title>P0: 75 (75%)</title>" in html
    assert chart(pie(1)).count("<path") == 1


def test_a_category_without_a_value_counts_as_nothing() -> None:
    block = plotted("bar", [1, 2, 3])
    block["chart"]["series"][0]["data"].pop()
    assert figures(block)[-1] == ["Wed", "0"]


def test_the_table_says_what_is_drawn() -> None:
    assert figures(plotted("area", [1, 2, 3], [4, 5, 6.5])) == [
        ["Day", "S0", "S1"],
        ["Mon", "1", "4"],
        ["Tue", "2", "5"],
        ["Wed", "3", "6.5"],
    ]
    assert figures(pie(3, 1)) == [["Label", "Value", "Share"], ["P0", "3", "75%"], ["P1", "1", "25%"]]


def test_words_of_a_chart_are_only_words() -> None:
    block = plotted("bar", [1, 2, 3])
    evil = '"><script>hit()</script>'
    block["title"] = evil
    block["chart"]["axis_config"] |= {"x_label": evil, "y_label": evil}
    block["chart"]["series"][0]["name"] = evil
    spoilt = pie(1)
    spoilt["chart"]["segments"][0]["label"] = evil
    assert "<script" not in chart(block) + chart(spoilt)
