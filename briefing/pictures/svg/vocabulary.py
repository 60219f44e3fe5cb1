"""Which of plotly's features are drawn, or draw nothing anyway; all others raise rather than be left out silently."""

from briefing.pictures.svg.values import Json, listed

_NOTHING_DRAWN = {
    "name", "type", "customdata", "hovertemplate", "hoverinfo", "selected", "unselected", "cliponaxis", "uid", "meta",
}  # fmt: skip
_BAR = {
    "x", "y", "xaxis", "yaxis", "orientation", "base", "width", "marker", "text", "textposition", "textfont",
    "insidetextanchor", "textangle", "constraintext",
}  # fmt: skip
_SCATTER = {
    "x", "y", "xaxis", "yaxis", "mode", "line", "marker", "text", "textposition", "textfont", "fill", "fillcolor",
    "connectgaps",
}  # fmt: skip
_KEYS = {
    "layout": {
        "height", "margin", "font", "barmode", "bargap", "shapes", "annotations", "template", "showlegend",
        "paper_bgcolor", "plot_bgcolor", "hoverlabel", "dragmode", "clickmode",
    },
    "axis": {
        "visible", "range", "domain", "anchor", "automargin", "tickvals", "ticktext", "tickfont", "ticksuffix",
        "tickformat", "nticks", "showgrid", "gridcolor", "linecolor", "type", "zeroline", "zerolinecolor",
        "fixedrange", "ticklabeloverflow", "tickangle",
    },
    "shape": {"type", "x0", "x1", "y0", "y1", "xref", "yref", "fillcolor", "layer", "line"},
    "annotation": {
        "text", "x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift", "font", "showarrow",
    },
    "bar": _BAR | _NOTHING_DRAWN,
    "scatter": _SCATTER | _NOTHING_DRAWN,
    "marker": {"color", "line", "opacity", "pattern", "size", "symbol"},
    "line": {"color", "width", "dash", "shape"},
}  # fmt: skip
# Of these, only some values are.
_VALUES = {
    ("layout", "barmode"): ("stack",), ("layout", "showlegend"): (False,), ("axis", "type"): ("category", "linear"),
    ("axis", "tickangle"): (0,),
    ("axis", "tickformat"): (",",), ("line", "shape"): ("linear", "hv"), ("scatter", "fill"): ("tonexty", "none"),
    ("scatter", "connectgaps"): (False,), ("bar", "textangle"): (0,), ("bar", "constraintext"): ("none",),
    ("bar", "insidetextanchor"): ("middle",), ("marker", "symbol"): ("circle", "diamond"),
    ("annotation", "showarrow"): (False,),
}  # fmt: skip
_HATCHES = {"", "/"}


def check(layout: Json, traces: list[Json]) -> None:
    """Raises ValueError for the first feature of a figure that is not drawn."""
    axes = {name: part for name, part in layout.items() if name[1:5] == "axis"}
    _check("layout", {name: value for name, value in layout.items() if name not in axes})
    for axis in axes.values():
        _check("axis", axis)
    for shape in layout.get("shapes") or []:
        _check("shape", shape)
    for note in layout.get("annotations") or []:
        _check("annotation", note)
        if "showarrow" not in note:
            raise ValueError("an annotation with an arrow is not drawn")
    for trace in traces:
        if trace["type"] not in ("bar", "scatter"):
            raise ValueError(f"a trace that is not drawn: {trace['type']}")
        _check(trace["type"], trace)
        _check("marker", trace.get("marker") or {})
        _check("line", trace.get("line") or {})
        shapes = ((trace.get("marker") or {}).get("pattern") or {}).get("shape") or ""
        if not set([shapes] if isinstance(shapes, str) else listed(shapes)) <= _HATCHES:
            raise ValueError(f"a pattern that is not drawn: {shapes}")


def _check(kind: str, part: Json) -> None:
    unknown = set(part) - _KEYS[kind]
    if unknown:
        raise ValueError(f"a feature of a {kind} that is not drawn: {min(unknown)}")
    for name, value in part.items():
        known = _VALUES.get((kind, name))
        if known and value is not None and value not in known:
            raise ValueError(f"a {name} of a {kind} that is not drawn: {value}")
