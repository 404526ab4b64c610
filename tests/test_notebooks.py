from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_and_its_results_render(path, tmp_path, default_model):
    nbformat = pytest.importorskip("nbformat", reason="needs the extra [notebook]")
    pytest.importorskip("ipykernel", reason="needs the extra [notebook]")
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "reports").mkdir()
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path / "notebooks")}}).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs for cell in code), "every cell shows something"
    shown = [output["data"] for cell in code for output in cell.outputs if "data" in output]
    assert sum("text/html" in data for data in shown) >= 4
    assert any("image/png" in data for data in shown)
    assert (tmp_path / "reports" / "first-report.pdf").read_bytes().startswith(b"%PDF")
    assert not any(cell.get("outputs") for cell in nbformat.read(path, as_version=4).cells), "commit without outputs"


def test_first_notebook_reads_like_prose():
    nbformat = pytest.importorskip("nbformat", reason="needs the extra [notebook]")
    cells = nbformat.read(NOTEBOOKS[0], as_version=4).cells
    assert len([cell for cell in cells if cell.cell_type == "code"]) <= 12
    assert all(len(cell.source.splitlines()) <= 8 for cell in cells if cell.cell_type == "code")
