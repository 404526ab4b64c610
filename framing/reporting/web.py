"""The report as one self-contained web page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_TEMPLATES = Path(__file__).parent / "templates"


def render_html(content: dict[str, Any], figures: dict[str, list[str]]) -> str:
    """Return a web page that needs no other file; every text of a source is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawn = {name: [Markup(svg) for svg in svgs] for name, svgs in figures.items()}
    return environment.get_template("report.html.j2").render(**content, figures=drawn)
