"""The cue lexicon: what a word must stand beside to hand its content to a speaker."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from framing.errors import FramingError

_FILE = Path(__file__).with_name("cues.toml")
_TAKES = frozenset({"clause", "that", "infinitive", "object", "recipient", "evidence", "second", "question", "figure"})


class Verb(NamedTuple):
    """One form of a reporting verb: what may stand beside it, and prepositions that lead to its content."""

    lemma: str
    form: str
    takes: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True)
class Cues:
    """A cue lexicon, indexed by the forms that stand in text.

    Attributes
    ----------
    verbs : dict of str to Verb, each form of each reporting verb in lower case
    nouns : dict of str to frozenset of str, nouns with what leads to their content: that, of, for
    sourced, agentless : pattern of phrases that a speaker follows, of adverbs that name none
    passive : participles that report without a speaker after a form of "be"
    endorses, distances : base forms of verbs, nouns and adverbs by what they do to the words reported
    rebuttals : pattern of phrases by which an outlet steps back from what it has reported
    evidence : nouns of documents and figures
    """

    verbs: dict[str, Verb]
    nouns: dict[str, frozenset[str]]
    sourced: tuple[tuple[str, ...], ...]
    agentless: frozenset[str]
    passive: frozenset[str]
    endorses: frozenset[str]
    distances: frozenset[str]
    rebuttals: re.Pattern[str]
    evidence: frozenset[str]

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every word that can be, or begin, a cue."""
        return frozenset(self.verbs) | frozenset(self.nouns) | self.agentless | {first for first, *_ in self.sourced}


@cache
def bundled_cues() -> Cues:
    """Return the lexicon that comes with the package."""
    return _index([_load(_FILE)])


def read_cues(*paths: str | Path) -> Cues:
    """Return the bundled lexicon with files of the same form (`cues.toml`) added to it.

    Raises
    ------
    FramingError
        If a file cannot be read as TOML, or names a complement that is not known.

    Examples
    --------
    >>> verb = bundled_cues().verbs["denied"]
    >>> verb.lemma, verb.form, "object" in verb.takes
    ('deny', 'past', True)
    """
    return _index([_load(_FILE), *(_load(Path(path)) for path in paths)])


def _load(path: Path) -> dict[str, Any]:
    try:
        lexicon = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FramingError(
            f"{path}: no lexicon of cues ({error}); wanted a TOML file of the form of cues.toml"
        ) from error
    unknown_tables = set(lexicon) - {"verbs", "irregular", "nouns", "phrases", "stance", "evidence"}
    if unknown_tables or not lexicon:
        got = f"[{sorted(unknown_tables)[0]}]" if unknown_tables else "nothing"
        raise FramingError(f"{path}: {got}; wanted tables of the form of cues.toml: verbs, nouns, phrases, stance …")
    groups = lexicon.get("verbs", [])
    for group in groups if isinstance(groups, list) else [groups]:
        words = group.get("words") if isinstance(group, dict) else None
        unknown = set(group.get("takes", [])) - _TAKES if words else set()
        if unknown or not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            got = f"takes = {sorted(unknown)}" if unknown else "a group of verbs without a list of words"
            raise FramingError(f"{path}: {got}; wanted a list of words and takes among {', '.join(sorted(_TAKES))}")
    return lexicon


def _index(lexicons: list[dict[str, Any]]) -> Cues:
    def listed(table: str, key: str) -> frozenset[str]:
        return frozenset(word for lexicon in lexicons for word in lexicon.get(table, {}).get(key, []))

    nouns: dict[str, frozenset[str]] = {}
    for kind in ("that", "of", "for"):
        for noun in listed("nouns", kind):
            nouns[noun] = nouns.get(noun, frozenset()) | {kind}
    return Cues(
        verbs=_verbs(lexicons),
        nouns=nouns,
        sourced=tuple(tuple(phrase.split()) for phrase in sorted(listed("phrases", "sourced"))),
        agentless=listed("phrases", "agentless"),
        passive=listed("phrases", "passive"),
        endorses=listed("stance", "endorses"),
        distances=listed("stance", "distances"),
        rebuttals=re.compile("|".join(map(re.escape, sorted(listed("stance", "rebuttals")))) or r"(?!)", re.IGNORECASE),
        evidence=listed("evidence", "words"),
    )


def _verbs(lexicons: list[dict[str, Any]]) -> dict[str, Verb]:
    takes: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {}
    irregular: dict[str, list[str]] = {}
    for lexicon in lexicons:
        irregular |= lexicon.get("irregular", {})
        for group in lexicon.get("verbs", []):
            for verb in group["words"]:
                takes.setdefault(verb, set()).update(group.get("takes", []))
                after.setdefault(verb, set()).update(group.get("after", []))
    return {
        form: Verb(verb, kind, frozenset(takes[verb]), frozenset(after[verb]))
        for verb in takes
        for form, kind in _forms(verb, irregular.get(verb))
    }


def _forms(verb: str, irregular: list[str] | None) -> list[tuple[str, str]]:
    third, *past, ing = irregular or _regular(verb)
    return [(ing, "ing"), (verb, "base"), (third, "third"), *((form, "past") for form in past)]


def _regular(verb: str) -> list[str]:
    """Return the forms of a regular verb: third person, past, -ing.

    >>> _regular("deny"), _regular("criticise")
    (['denies', 'denied', 'denying'], ['criticises', 'criticised', 'criticising'])
    """
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb[:-1] + "ing"]
    if re.search(r"[^aeiou]y$", verb):
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    plural = "es" if re.search(r"(?:s|sh|ch|x|z|o)$", verb) else "s"
    return [verb + plural, verb + "ed", verb + "ing"]
