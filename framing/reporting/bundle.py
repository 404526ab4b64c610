"""The replication bundle: all that a report's tables follow from, without a word of the documents."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.annotation import annotations_folder
from framing.errors import OutputError
from framing.prevalence import RecordedEvidence
from framing.provenance import digest
from framing.reporting.analysis import Analysis
from framing.reporting.cards import bundle_readme, model_card
from framing.reporting.errorfacts import confusion_table, error_facts
from framing.reporting.record import as_scores, codings_table, read_record, read_settings, settings_table
from framing.tables import TABLES, decode_text, read_table, write_table, write_whole

if TYPE_CHECKING:
    import pandas as pd

    from framing.model import TrainedModel

#: Columns of the scores that hold words of the documents, and are left empty in a bundle.
WORDS = ("text", "title", "cue")
#: Columns beyond the declared ones that hold none; others are left out.
WORDLESS = ("speaker_kind", "stance", "voice_certainty", "said")
PACKAGES = ("framing-analyzer", "numpy", "scipy", "pandas", "scikit-learn", "nltk", "nupunkt")
_ANY_DAY = (1980, 1, 1, 0, 0, 0)


def write_bundle(folder: str | Path, model: TrainedModel, out: str | Path | None = None) -> Path:
    """Write the replication bundle of a report folder as a .zip, and return its path.

    It holds the codebook, the raw codings with their inclusion probabilities, the sampling frame with
    sentence digests in place of text, the model's held-out evidence with its confusion overall and by
    source, κ, τ² and the intraclass correlation, hyperparameters, versions, every table of the report
    (refusals among them), a model card and a datasheet. The same report gives the same bytes.

    Parameters
    ----------
    folder
        What `write_report` wrote a report with its tables to.
    model
        The model that scored it.
    out
        Where to write; beside the folder by default.

    Raises
    ------
    OutputError
        If the folder holds no report, another model made it, or its tables are not what scores,
        codings and evidence give.
    """
    folder = Path(folder)
    out = Path(out) if out else folder.resolve().parent / f"{folder.resolve().name}-bundle.zip"
    settings, model_id, scores, codings = read_record(folder)
    if model_id != model.model_id:
        raise OutputError(f"{folder} was made with model {model_id}, and this is {model.model_id}; give that one")
    recorded = RecordedEvidence(model.frames, model.evidence, model.facts)
    analysis = Analysis(scores, recorded, codings, settings)
    tables = _as_csv(analysis.tables())
    for name, content in tables.items():
        if not (folder / name).is_file() or (folder / name).read_bytes() != content:
            raise OutputError(f"{folder / name} is not what its scores and codings give; write the report again")
    files = {f"tables/{name}": content for name, content in tables.items()} | _inputs(analysis, model)
    files |= _descriptions(analysis, model)
    manifest = {"files": {name: digest(content, length=64) for name, content in sorted(files.items())}}
    return write_whole(out, _zipped(files | {"manifest.json": _as_json(manifest)}))


def rebuild(bundle: str | Path, out: str | Path) -> list[Path]:
    """Make every table of a report again from its bundle alone, and return the paths written.

    Raises
    ------
    OutputError
        If the file is no bundle, was changed, or a table comes out otherwise than the bundle has it.
    """
    files = _unzipped(Path(bundle))
    tables = _as_csv(_analysis_in(files).tables())
    kept = {name.removeprefix("tables/"): content for name, content in files.items() if name.startswith("tables/")}
    written = [write_whole(Path(out) / name, content) for name, content in tables.items()]
    differing = [name for name in sorted({*tables, *kept}) if tables.get(name) != kept.get(name)]
    if differing:
        made_with = json.loads(files["environment.json"])
        others = [f"{name} {number}" for name, number in made_with.items() if _version(name) != number]
        why = (
            f"rebuild with its versions, {', '.join(others)}" if others else "its versions are these, so it was changed"
        )
        raise OutputError(f"{', '.join(differing)} come out otherwise than in {bundle}: {why}")
    return written


def _inputs(analysis: Analysis, model: TrainedModel) -> dict[str, bytes]:
    """Return the files that the tables are computed from."""
    inputs = {
        "units.csv": _without_words(analysis.scores),
        "evidence.csv": model.evidence,
        "analysis.csv": settings_table(analysis, model.model_id),
    }
    if analysis.codings is not None:
        inputs["codings.csv"] = codings_table(analysis.codings)
    model_facts = {"frames": list(model.frames), "facts": model.facts, "codebook": asdict(model.codebook)}
    return {name: _csv(table) for name, table in inputs.items()} | {"model.json": _as_json(model_facts)}


def _descriptions(analysis: Analysis, model: TrainedModel) -> dict[str, bytes]:
    """Return the files that tell a reader what was done."""
    datasheet = annotations_folder() / "README.md"
    ours = "annotations" in model.facts and datasheet.is_file()
    parameters = {name: repr(value) for name, value in model.classifier.get_params().items()}
    return {
        "README.md": bundle_readme(analysis, model).encode(),
        "model-card.md": model_card(model).encode(),
        "datasheet.md": datasheet.read_bytes() if ours else _OWN_GOLD.encode(),
        "codebook.md": model.codebook.as_page().encode(),
        "confusion.csv": _csv(confusion_table(model)),
        "errors.json": _as_json(error_facts(model, analysis)),
        "hyperparameters.json": _as_json(parameters),
        "environment.json": _as_json({name: _version(name) for name in PACKAGES}),
    }


_OWN_GOLD = "# Datasheet\n\nThe model was trained on a labelled table of its user's, who alone can describe it.\n"


def _analysis_in(files: dict[str, bytes]) -> Analysis:
    described = json.loads(files["model.json"])
    evidence = _table(files["evidence.csv"])
    probabilities = {name: evidence[name].astype(float) for name in evidence if name.startswith("p_")}
    recorded = RecordedEvidence(tuple(described["frames"]), evidence.assign(**probabilities), described["facts"])
    codings = _table(files["codings.csv"]) if "codings.csv" in files else None
    settings = read_settings(_table(files["analysis.csv"]))
    return Analysis(as_scores(_table(files["units.csv"])), recorded, codings, settings)


def _without_words(scores: pd.DataFrame) -> pd.DataFrame:
    digests = [digest(text) for text in scores["text"]]
    kept = [name for name in scores if name in TABLES["scores"] or name in WORDLESS or name.startswith("p_")]
    return scores[kept].assign(**dict.fromkeys(WORDS, ""), sentence_digest=digests)


def _as_csv(tables: dict[str, pd.DataFrame]) -> dict[str, bytes]:
    return {f"{name}.csv": _csv(table) for name, table in tables.items()}


def _csv(table: pd.DataFrame) -> bytes:
    """Return the very bytes that `write_table` writes."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return write_table(table, Path(folder) / "table.csv").read_bytes()


def _table(content: bytes) -> pd.DataFrame:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return read_table(write_whole(Path(folder) / "table.csv", content))


def _as_json(item: Any) -> bytes:
    return json.dumps(item, indent=2, ensure_ascii=False, sort_keys=True, default=str).encode() + b"\n"


def _version(name: str) -> str:
    return version(name)


def _zipped(files: dict[str, bytes]) -> bytes:
    """Return the files as a .zip whose bytes depend on nothing but them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _ANY_DAY), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _unzipped(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        expected = json.loads(decode_text(files["manifest.json"]))["files"]
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise OutputError(f"{path}: no replication bundle; wanted a .zip that framing bundle wrote") from error
    for name, wanted in expected.items():
        if name not in files or digest(files[name], length=64) != wanted:
            raise OutputError(f"{path}: {name} is missing or not what was bundled; fetch the bundle anew")
    return files
