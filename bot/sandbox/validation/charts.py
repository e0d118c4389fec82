"""Charts: pies of segments; bars, lines and areas of series over shared categories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot import limits
from bot.sandbox.validation.composition import BLOCK_ID
from bot.sandbox.validation.inspection import (
    MESSAGES,
    Check,
    Inspection,
    Items,
    Nested,
    Number,
    Shape,
    Str,
    Text,
    Variants,
)

_LABEL = Str("label", limits.CHART_LABEL, required=True)
_SEGMENT = Shape(_LABEL, Number("value", above=0, required=True))
_POINT = Shape(_LABEL, Number("value", required=True))
_SERIES = Shape(
    Str("name", limits.CHART_LABEL, required=True),
    Items("data", _POINT, limits.CHART_POINTS, required=True),
)
_AXES = Shape(
    Items("categories", Text(limits.CHART_LABEL), limits.CHART_POINTS, required=True),
    Str("x_label", limits.CHART_AXIS),
    Str("y_label", limits.CHART_AXIS),
)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _series_fit(chart: Mapping[str, Any], at: str, look: Inspection) -> None:
    """Names differ, and every series has one point for every category."""
    axes, series = chart.get("axis_config"), _dicts(chart.get("series"))
    if len({str(one.get("name")) for one in series}) < len(series):
        look.say(f"{at}/series", "series names must be unique")
    categories = axes.get("categories") if isinstance(axes, dict) else None
    if not isinstance(categories, list):
        return
    for index, one in enumerate(series):
        labels = Counter(str(point.get("label")) for point in _dicts(one.get("data")))
        if labels != Counter(map(str, categories)):
            look.say(f"{at}/series/{index}/data", "must have exactly one data point for every category")


_OVER_CATEGORIES = Shape(
    Items("series", _SERIES, limits.CHART_SERIES, required=True),
    Nested("axis_config", _AXES, required=True),
    also=_series_fit,
)
CHARTS = Variants(
    {
        "pie": Shape(Items("segments", _SEGMENT, limits.CHART_SEGMENTS, required=True)),
        "bar": _OVER_CATEGORIES,
        "line": _OVER_CATEGORIES,
        "area": _OVER_CATEGORIES,
    }
)

SHAPES: Mapping[str, Check] = {
    "data_visualization": Shape(
        BLOCK_ID,
        Str("title", limits.CHART_TITLE, required=True),
        Nested("chart", CHARTS, required=True),
        surfaces=MESSAGES,
    )
}
