"""The training procedure on users' kinds of tables: random folds, and sources that it never saw."""

from __future__ import annotations

import warnings

from common import bench

from framing.errors import FramingWarning
from framing.evaluation import crossvalidate
from framing.tables import read_table


def main() -> None:
    warnings.simplefilter("ignore", FramingWarning)
    for name in ("babe.csv", "gvfc.csv"):
        table = read_table(bench(name))
        for split, groups in (("random folds", None), ("sources unseen", list(table["source"]))):
            found = crossvalidate(list(table["text"]), list(table["label"]), groups=groups).measures
            print(
                f"{name}: {split}: macro-F1 {found.macro_f1:.3f}, accuracy {found.accuracy:.3f}, "
                f"log-loss {found.log_loss:.3f}, n = {found.n}, {found.split}"
            )


if __name__ == "__main__":
    main()
