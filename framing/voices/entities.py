"""Names of one document: which mentions are one speaker, and the fullest form in which the text names each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from framing.voices.words import DETERMINERS, OPENERS, PREPOSITIONS

_FILE = Path(__file__).with_name("names.toml")
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Gen|Lt|Col|Maj|Capt|Brig|Adm|Amb|St|Rev)\."
_CAPITAL = rf"(?:{_TITLE}|(?:[A-Z]\.)+|(?:(?:al|el|as|an|ar|ash|at|ad)-)?[A-ZÀ-ÞĀ-Ž](?:[\w’'-]*\w)?)"
#: Words of "the" and an office; longer phrases describe.
_LONGEST_OFFICE = 4
#: Words that have a capital only because they open a sentence.
_NO_NAMES = DETERMINERS | OPENERS | PREPOSITIONS
_ARTICLES = frozenset({"the", "a", "an"})


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))[kind]["words"])


@cache
def _name_pattern() -> re.Pattern[str]:
    particles = "|".join(sorted(_words("particles"), key=len, reverse=True))
    return re.compile(rf"{_CAPITAL}(?:[ \t]+(?:(?:{particles})[ \t]+){{0,2}}{_CAPITAL})*")


class Entities:
    """The persons and bodies that a document names, as it names them.

    Examples
    --------
    >>> entities = Entities("Foreign Minister Anna Orlu left. Later the minister spoke; Orlu was calm.")
    >>> entities.full("Orlu"), entities.full("the Foreign Minister"), entities.full("the mayor")
    ('Anna Orlu', 'Anna Orlu', 'the mayor')
    """

    def __init__(self, text: str) -> None:
        self._fullest: dict[str, str] = {}
        self._offices: list[tuple[int, frozenset[str], str]] = []
        self._acronyms: dict[str, str] = {}
        for match in _name_pattern().finditer(text):
            run = match.group()
            if " " in run:
                self._add(run, match.start())

    def _add(self, run: str, place: int) -> None:
        words = re.sub(r"['’]s?$", "", run).split()
        while words and words[0].lower() in _NO_NAMES:
            del words[0]
        if len(words) < 2:
            return
        name = without_titles(words)
        if 2 <= len(name) <= 5 and not is_body(name):
            last = _key(name[-1])
            known = self._fullest.get(last)
            if known is None:
                self._fullest[last] = " ".join(name)
        titles = frozenset(word.lower() for word in words[: len(words) - len(name)])
        if name and titles & _words("offices"):
            self._offices.append((place, titles, " ".join(name)))
        if len(words) >= 3:
            self._acronyms.setdefault("".join(word[0] for word in words if word[0].isupper()), " ".join(words))

    def full(self, mention: str, place: int | None = None) -> str:
        """Return the fullest form of a mention in the document: "Orlu" gives "Anna Orlu".

        A description that names nobody ("a second official") is returned in small letters; an
        office with an article gives its last holder named before `place`, else the first after it.
        """
        mention = _trim(mention)
        words = mention.split()
        if not words:
            return ""
        head = _head(words)
        head = head[1:] if len(head) > 1 and head[0].lower() in _ARTICLES else head
        if not _is_capital(head[-1]):
            return self._holder(words, place) or _small(mention)
        run = _last_run(head)
        name = without_titles(run)
        if not name:
            return self._holder(words, place) or _small(mention)
        if len(run) == 1 and run[0] in self._acronyms:
            return self._acronyms[run[0]]
        if len(name) == 1 and not is_body(run):
            return self._known(name[0]) or name[0]
        if is_body(run) or words[-1] != head[-1]:
            return _small(mention)
        return self._known(name[-1], name) or " ".join(name)

    def first_person(self, text: str) -> str:
        """Return the first person named in a text whom the document somewhere names in full, else nothing."""
        for match in _name_pattern().finditer(text):
            name = without_titles(re.sub(r"['’]s?$", "", match.group()).split())
            full = self._known(name[-1]) if name and not is_body(name) else ""
            if full:
                return full
        return ""

    def titles(self, name: str) -> list[str]:
        """Return the titles that stand before a person's name anywhere in the document."""
        last = _key(name.split()[-1])
        return [" ".join(sorted(titles)) for _, titles, held in self._offices if _key(held.split()[-1]) == last]

    def _known(self, last: str, name: list[str] | None = None) -> str:
        known = self._fullest.get(_key(last), "")
        if not name or not known:
            return known
        return known if known.split()[0] == name[0] or len(name) == 1 else ""

    def _holder(self, words: list[str], place: int | None) -> str:
        """Return who holds the office that a phrase such as "the Foreign Minister" names."""
        office = frozenset(word.lower() for word in words[1:])
        if words[0].lower() != "the" or len(words) > _LONGEST_OFFICE or not office & _words("offices"):
            return ""
        held = [(at, name) for at, titles, name in self._offices if office <= titles]
        before = [name for at, name in held if place is None or at < place]
        name = before[-1] if before else held[0][1] if held else ""
        return self._known(name.split()[-1]) or name if name else ""


def without_titles(words: list[str]) -> list[str]:
    """Return the words of a name after the titles before it.

    >>> without_titles(["Russian", "Foreign", "Minister", "Anna", "Orlu"])
    ['Anna', 'Orlu']
    """
    titles = _words("titles")
    for at in range(len(words) - 1, -1, -1):
        if words[at].lower() in titles:
            return words[at + 1 :]
    return words


def is_body(words: Iterable[str]) -> bool:
    """Tell whether a name is a body's: "Defence Ministry", "White Helmets"."""
    words = list(words)
    return any(word.lower().rstrip("'s’") in _words("organisations") for word in words[-3:]) or (
        len(words) == 1 and words[0].isupper()
    )


def is_plural(mention: str) -> bool:
    """Tell whether a mention names many: "residents", "two officials", "the police".

    >>> is_plural("pro-opposition activists"), is_plural("the mayor")
    (True, False)
    """
    head = _head(mention.split()) or [""]
    last = head[-1].lower()
    return (
        last in _words("plurals")
        or last in _plural_kinds()
        or (last.endswith("s") and not last.endswith("ss") and not _is_capital(head[-1]))
        or " and " in mention
    )


@cache
def _plural_kinds() -> frozenset[str]:
    kinds = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kinds"]
    return frozenset(word for kind in kinds for word in kind["words"] if re.fullmatch(r"\w+[^s\W]s", word)) - {"news"}


def is_person(name: str) -> bool:
    """Tell whether a resolved speaker may be one person: a name that is no body's, or an office or role."""
    words = name.split()
    return bool(words) and not is_plural(name) and not is_body(words)


def _head(words: list[str]) -> list[str]:
    """Return the words of a mention before its first preposition: "a spokesman [for the ministry]"."""
    for at, word in enumerate(words):
        if at and word.lower() in ("of", "for", "from", "in", "at", "with", "on", "to", "who", "which"):
            return words[:at]
    return words


def _last_run(words: list[str]) -> list[str]:
    start = len(words)
    while start > 0 and (
        _is_capital(words[start - 1]) or (start < len(words) and words[start - 1].lower() in _words("particles"))
    ):
        start -= 1
    return words[start:]


def _is_capital(word: str) -> bool:
    return bool(re.match(_CAPITAL, word))


def _key(word: str) -> str:
    return re.sub(r"['’]s?$", "", word).lower()


def _trim(mention: str) -> str:
    plain = re.sub(r"['’]s?$", "", " ".join(mention.split()).strip(" ,;:-–—'’\""))
    return plain if re.search(r"(?:^|\s|\.)[A-Z]\.$", plain) else plain.rstrip(".")


def _small(mention: str) -> str:
    """Return a description without a capital that only the start of a sentence gave it, and a name without "the"."""
    first, _, rest = mention.partition(" ")
    if first.lower() == "the" and rest[:1].isupper():
        return rest
    return f"{first.lower()} {rest}".strip() if first.lower() in DETERMINERS else mention
