"""The cue lexicon: reporting verbs in every form, and phrases that name a source."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("cues.toml")


@cache
def verb_pattern() -> re.Pattern[str]:
    """Return a pattern for any form of any reporting verb."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(_forms(), key=len, reverse=True))})\b", re.IGNORECASE)


@cache
def phrase_pattern(kind: str) -> re.Pattern[str]:
    """Return a pattern for the phrases of one kind: `sourced` or `agentless`."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _lexicon()['phrases'][kind]))})\b", re.IGNORECASE)


@cache
def _lexicon() -> dict:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _forms() -> list[str]:
    lexicon = _lexicon()
    return [form for verb in lexicon["verbs"] for form in lexicon["irregular"].get(verb, _regular(verb))]


def _regular(verb: str) -> list[str]:
    """Return the forms by which a regular verb reports: `deny` gives denies, denied, denying.

    >>> _regular("deny"), _regular("admit")[1]
    (['denies', 'denied', 'denying'], 'admitted')
    """
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if re.search(r"[^aeiou]y$", verb):
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    if re.search(r"(?:admit)$", verb):
        return [verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    plural = "es" if re.search(r"(?:s|sh|ch|x|o)$", verb) else "s"
    return [verb + plural, verb + "ed", verb + "ing"]
