"""A model card and the page that opens a replication bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.evaluation import Measures, measure_evidence
from framing.reporting.analysis import Analysis
from framing.reporting.findings import coding_words, limits

if TYPE_CHECKING:
    from framing.model import TrainedModel


def model_card(model: TrainedModel) -> str:
    """Return a model card in Markdown, after Mitchell et al. (2019)."""
    kinds = [kind for kind in ("real", "constructed") if kind in set(model.evidence["material"])]
    found = {kind or "all": measure_evidence(model, material=kind) for kind in kinds or [""]}
    facts = "\n".join(f"- {name}: {value}" for name, value in model.facts.items())
    bounds = "\n".join(f"- {line}" for line in limits(model, next(iter(found.values()))))
    judged = "\n\n".join(_measured(kind, measures) for kind, measures in found.items())
    return f"""# Model card

After Mitchell et al. (2019).

## Model

A linear classifier of hashed word and character n-grams and of named measures of sentence shape, calibrated by one
temperature. Model {model.model_id}; codebook “{model.codebook.title}”, version {model.codebook.version or "none"},
fingerprint {model.codebook.fingerprint}; frames: {", ".join(model.frames)}.

## Training

{facts}

## Quality on sentences of sources held out

{judged}

## For what, and not for what

To read how sentences frame their matter, as a help to coded samples. Not to judge whether a sentence is true or its
author sincere, and not to moderate or penalise speech.

## Limits

{bounds}
"""


def bundle_readme(analysis: Analysis, model: TrainedModel) -> str:
    """Return the page that says what is in a bundle, and how to make its tables again."""
    settings = analysis.settings
    return f"""# Replication bundle

Every table of a framing report, and all they follow from. Make them again, offline, with

    framing rebuild BUNDLE.zip --out tables/

which compares each with the one in here, byte for byte.

Compared by {settings.by}; estimand: {settings.estimand}; reference: {settings.reference or "all pairs"}; model
{model.model_id}.
{coding_words(analysis)}

| file | what it is |
|---|---|
| `tables/` | the tables of the report; `refusals.csv` logs every number that was refused, with its reason |
| `units.csv` | the sampling frame: every sentence by position and digest, with its readings and voice; no text |
| `codings.csv` | the raw codings of each coder, with stratum and inclusion probability, where there are any |
| `codebook.md`, `model.json` | the codebook; the model's facts |
| `evidence.csv` | gold sentences with their code and the probabilities of a model that had not seen their source |
| `confusion.csv`, `errors.json` | confusion by source held out; κ, τ² and intraclass correlation |
| `hyperparameters.json`, `environment.json` | how the classifier is set; versions |
| `model-card.md`, `datasheet.md` | after Mitchell et al. (2019) and Gebru et al. (2018) |
| `manifest.json` | SHA-256 of every file |

The model has no tuned hyperparameters: no grid was searched. Folds: {model.facts.get("split", "unknown")}. Seeds are
fixed in the code: 0 for folds, permutations and resampled documents; 0 and 1 for the sampler of shares.
"""


def _measured(kind: str, measures: Measures) -> str:
    rows = "\n".join(
        f"| {frame} | {row['n']} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | {row['ece']:.3f} |"
        for frame, row in measures.per_frame.items()
    )
    return (
        f"On {measures.n} sentences of {kind} sources ({measures.split}): macro-F1 {measures.macro_f1:.3f} "
        f"(95 % interval {measures.macro_f1_low:.3f} to {measures.macro_f1_high:.3f}), log-loss "
        f"{measures.log_loss:.3f}.\n\n"
        f"| frame | n | precision | recall | F1 | calibration error |\n|---|---:|---:|---:|---:|---:|\n{rows}"
    )
