"""Charts as SVG: pie, bar, line and area, drawn on the server and styled by the page's colours."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

Chart = Mapping[str, Any]
Points = list[tuple[float, float]]

_WIDTH, _HEIGHT = 520, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 28, 44
_PLOT_WIDTH, _PLOT_HEIGHT = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
_FLOOR = _TOP + _PLOT_HEIGHT
_LETTER = 6.5
"""How wide a letter is at most, on average; names in full are in the table below the drawing."""
_STEPS = 4
_NAMED = 10
_RADIUS = 96.0
_WHOLE = 0.9999  # an arc that ends where it begins is not drawn


def chart(block: Chart) -> Markup:
    """The drawing with its legend; `figures` says the same in a table."""
    drawing = block["chart"]
    body = _pie(drawing) if drawing["type"] == "pie" else _plot(drawing)
    label = f"{drawing['type']} chart: {block['title']}"

    frame = Markup('<svg class="chart-drawing" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>')
    return frame.format(_WIDTH, _HEIGHT, label, _joined(body)) + _legend(drawing)


def figures(block: Chart) -> list[list[str]]:
    """The chart's numbers as rows, the first being the head."""
    drawing = block["chart"]
    if drawing["type"] == "pie":
        total = _total(drawing)
        shares = [[s["label"], f"{s['value']:g}", f"{s['value'] / total:.0%}"] for s in drawing["segments"]]
        return [["Label", "Value", "Share"], *shares]
    series = drawing["series"]
    values = [_values(one, _categories(drawing)) for one in series]
    names = [str(one["name"]) for one in series]
    rows = [
        [category, *(f"{numbers[at]:g}" for numbers in values)]
        for at, category in enumerate(_categories(drawing))
    ]
    return [[drawing["axis_config"].get("x_label") or "", *names], *rows]


def _joined(pieces: Iterator[Markup]) -> Markup:
    return Markup("").join(pieces)


def _categories(drawing: Chart) -> list[str]:
    return [str(name) for name in drawing["axis_config"]["categories"]]


def _values(series: Chart, categories: Sequence[str]) -> list[float]:
    """The series' values in the order of the axis; a category without one counts as nothing."""
    by_label = {str(point["label"]): float(point["value"]) for point in series["data"]}
    return [by_label.get(category, 0.0) for category in categories]


def _total(drawing: Chart) -> float:
    return sum(float(segment["value"]) for segment in drawing["segments"]) or 1.0


def _legend(drawing: Chart) -> Markup:
    parts = drawing["segments"] if drawing["type"] == "pie" else drawing["series"]
    names = [str(part.get("label", part.get("name", ""))) for part in parts]
    item = Markup('<li><span class="swatch colour{}"></span>{}</li>')
    items = Markup("").join(item.format(at, name) for at, name in enumerate(names))
    return Markup('<ul class="legend" aria-hidden="true">{}</ul>').format(items)


def _pie(drawing: Chart) -> Iterator[Markup]:
    total, start = _total(drawing), 0.0
    slice_ = Markup('<path class="colour{}" d="{}"><title>{}: {:g} ({:.0%})</title></path>')
    for at, segment in enumerate(drawing["segments"]):
        share = float(segment["value"]) / total
        yield slice_.format(at, _sector(start, start + share), segment["label"], segment["value"], share)
        start += share


def _sector(start: float, end: float) -> str:
    end = min(end, start + _WHOLE)
    (x1, y1), (x2, y2) = _on_circle(start), _on_circle(end)
    large = int(end - start > 0.5)  # noqa: PLR2004 - half of the circle
    centre = f"{_WIDTH / 2:.1f} {_HEIGHT / 2:.1f}"
    return f"M{centre} L{x1:.1f} {y1:.1f} A{_RADIUS} {_RADIUS} 0 {large} 1 {x2:.1f} {y2:.1f} Z"


def _on_circle(share: float) -> tuple[float, float]:
    angle = 2 * math.pi * share - math.pi / 2
    return _WIDTH / 2 + _RADIUS * math.cos(angle), _HEIGHT / 2 + _RADIUS * math.sin(angle)


def _plot(drawing: Chart) -> Iterator[Markup]:
    categories = _categories(drawing)
    values = [_values(series, categories) for series in drawing["series"]]
    low, high, step = _scale([number for numbers in values for number in numbers])

    def height(value: float) -> float:
        return _FLOOR - (value - low) / (high - low) * _PLOT_HEIGHT

    lines = round((high - low) / step)
    yield from _lines([(height(low + step * at), low + step * at) for at in range(lines + 1)])
    yield from _names(drawing["axis_config"], categories)
    draw = _DRAWN[drawing["type"]]
    for at, numbers in enumerate(values):
        yield from draw(at, len(values), [height(number) for number in numbers], height(max(low, 0.0)))


def _scale(numbers: Sequence[float]) -> tuple[float, float, float]:
    """The lowest and highest line, around nothing and every value, and the round step between lines."""
    low, high = min([*numbers, 0.0]), max([*numbers, 0.0])
    span = (high - low) or 1.0
    unit = 10 ** math.floor(math.log10(span / _STEPS))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor * _STEPS >= span)
    return math.floor(low / step) * step, max(math.ceil(high / step), 1) * step, step


def _middle(at: int, count: int) -> float:
    return _LEFT + _PLOT_WIDTH * (at + 0.5) / max(count, 1)


def _lines(lines: Iterable[tuple[float, float]]) -> Iterator[Markup]:
    line = Markup('<line class="grid-line" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>')
    for y, value in lines:
        yield line.format(_LEFT, _WIDTH - _RIGHT, y, y)
        yield _word(f"{value:,g}", _LEFT - 6, y + 4, "end")


def _names(axis: Chart, categories: Sequence[str]) -> Iterator[Markup]:
    every = math.ceil(len(categories) / _NAMED)
    fitting = int(_PLOT_WIDTH * every / max(len(categories), 1) / _LETTER)
    for at, category in enumerate(categories):
        if at % every == 0:
            shown = category if len(category) <= fitting else f"{category[: fitting - 1]}…"
            yield _word(shown, _middle(at, len(categories)), _FLOOR + 20, "middle")
    yield _word(axis.get("x_label") or "", _LEFT + _PLOT_WIDTH / 2, _HEIGHT - 8, "middle")
    yield _word(axis.get("y_label") or "", 4, 14, "start")


def _word(text: str, x: float, y: float, anchor: str) -> Markup:
    word = Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>')
    return word.format(x, y, anchor, escape(text)) if text else Markup("")


def _bars(at: int, of: int, heights: Sequence[float], floor: float) -> Iterator[Markup]:
    group = _PLOT_WIDTH / max(len(heights), 1) * 0.7
    bar = Markup('<rect class="colour{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>')
    for index, y in enumerate(heights):
        x = _middle(index, len(heights)) - group / 2 + group / of * at
        yield bar.format(at, x, min(y, floor), group / of * 0.9, abs(floor - y))


def _points(heights: Sequence[float]) -> Points:
    return [(_middle(index, len(heights)), y) for index, y in enumerate(heights)]


def _path(points: Points) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _line(at: int, _of: int, heights: Sequence[float], _floor: float) -> Iterator[Markup]:
    yield Markup('<polyline class="stroke{}" points="{}"/>').format(at, _path(_points(heights)))
    for x, y in _points(heights):
        yield Markup('<circle class="colour{}" cx="{:.1f}" cy="{:.1f}" r="3"/>').format(at, x, y)


def _area(at: int, of: int, heights: Sequence[float], floor: float) -> Iterator[Markup]:
    points = _points(heights)
    outline = [(points[0][0], floor), *points, (points[-1][0], floor)]
    yield Markup('<polygon class="colour{} area" points="{}"/>').format(at, _path(outline))
    yield from _line(at, of, heights, floor)


_DRAWN: Mapping[str, Callable[[int, int, Sequence[float], float], Iterator[Markup]]] = {
    "bar": _bars,
    "line": _line,
    "area": _area,
}
