"""The report as PDF, set by Typst: content goes in as data and never as markup."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

from framing.errors import FramingWarning
from framing.provenance import now
from framing.reporting.wording import printable

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def render_pdf(content: dict[str, Any], figures: dict[str, list[str]]) -> bytes:
    """Return a tagged, accessible PDF (PDF/UA-1) of the content with its figures as SVG."""
    import typst
    from matplotlib import get_data_path

    inputs = {"content": json.dumps(_printable(content)), "figures": json.dumps(figures)}

    def compiled(**options: Any) -> bytes:
        return typst.compile(  # pyright: ignore[reportCallIssue]
            _TEMPLATE.read_bytes(),
            font_paths=[Path(get_data_path(), "fonts", "ttf")],  # pyright: ignore[reportArgumentType]
            ignore_system_fonts=True,
            sys_inputs=inputs,
            timestamp=now(),
            **options,
        )

    try:
        return compiled(pdf_standards="ua-1")
    except typst.TypstError as error:
        pdf = compiled()
        reason = " ".join(str(error).split())[:200]
        warnings.warn(f"the PDF could not be made accessible (PDF/UA): {reason}", FramingWarning, stacklevel=2)
        return pdf


def _printable(item: Any) -> Any:
    if isinstance(item, str):
        return printable(item)
    if isinstance(item, dict):
        return {key: _printable(value) for key, value in item.items()}
    return [_printable(part) for part in item] if isinstance(item, list) else item
