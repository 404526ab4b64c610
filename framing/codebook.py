"""The codebook: frames with their acts, examples and near-misses, and the decision rules in order."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from framing.errors import CodebookError


@dataclass(frozen=True)
class Device:
    """An act by which a frame is carried, such as `denial`."""

    name: str
    meaning: str


@dataclass(frozen=True)
class Example:
    """A sentence with the frame it takes and the reason why; written for the codebook."""

    text: str
    frame: str
    devices: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Frame:
    """A media frame: definition, what it includes and excludes, acts, examples and near-misses."""

    name: str
    label: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    devices: tuple[Device, ...] = ()
    examples: tuple[Example, ...] = ()
    near_misses: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A decision rule; the first that applies decides."""

    title: str
    text: str


@dataclass(frozen=True)
class Field:
    """What else a coding holds beside the frame."""

    name: str
    meaning: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """What coders decide for every sentence, and how.

    Examples
    --------
    >>> codebook = Codebook.of_labels(["biased", "plain"])
    >>> codebook.frame_names
    ('biased', 'plain')
    """

    title: str
    version: str
    frames: tuple[Frame, ...]
    rules: tuple[Rule, ...] = ()
    fields: tuple[Field, ...] = ()
    coding_unit: str = ""
    fallback: str = ""
    language: str = ""

    @property
    def frame_names(self) -> tuple[str, ...]:
        """The names of the frames, in the order in which they are shown everywhere."""
        return tuple(frame.name for frame in self.frames)

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change with any word of the codebook."""
        return sha256(repr(self).encode()).hexdigest()[:16]

    def label(self, frame: str) -> str:
        """Return the label of a frame as a reader sees it."""
        return next((item.label for item in self.frames if item.name == frame), frame)

    @classmethod
    def of_labels(cls, labels: list[str]) -> Codebook:
        """Return a bare codebook for a user's own labels, of which nothing but the names is known."""
        frames = tuple(Frame(name=str(label), label=str(label), definition="") for label in labels)
        return cls(title="A user's labels", version="", frames=frames)

    def as_page(self) -> str:
        """Return the codebook as a Markdown page that a coder can work from."""
        return "\n".join(_page(self)) + "\n"

    def _repr_html_(self) -> str:
        left = "style='text-align:left'"
        rows = "".join(
            f"<tr><td {left}><b>{escape(frame.label)}</b></td><td {left}>{escape(frame.definition)}</td>"
            f"<td {left}>{escape(', '.join(device.name for device in frame.devices))}</td></tr>"
            for frame in self.frames
        )
        head = f"<caption>{escape(self.title)}, version {escape(self.version)}</caption>"
        names = "".join(f"<th {left}>{name}</th>" for name in ("frame", "the sentence …", "acts"))
        return f"<table>{head}<tr>{names}</tr>{rows}</table>"


def read_codebook(path: str | Path) -> Codebook:
    """Read a codebook from a TOML file.

    Raises
    ------
    CodebookError
        If the file is missing, is not TOML, lacks a field, or a frame, act or near-miss is undefined.
    """
    path = Path(path)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        codebook = codebook_from_dict(content)
    except OSError as error:
        raise CodebookError(f"{path}: cannot be read ({error.strerror}); give the path of a codebook.toml") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: not a TOML file ({error})") from error
    except (KeyError, TypeError) as error:
        raise CodebookError(f"{path}: the field {error} is missing or misspelt") from error
    _check(codebook, path)
    return codebook


def codebook_from_dict(content: dict[str, Any]) -> Codebook:
    """Return a codebook from the nested dictionaries of its TOML form, or of `dataclasses.asdict`.

    Raises
    ------
    KeyError, TypeError
        If a field is missing or of another kind.
    """
    return Codebook(
        title=content["title"],
        version=content["version"],
        frames=tuple(_frame(item) for item in content["frames"]),
        rules=tuple(Rule(item["title"], item["text"].strip()) for item in content.get("rules", [])),
        fields=tuple(
            Field(item["name"], item["meaning"].strip(), tuple(item["values"])) for item in content.get("fields", [])
        ),
        coding_unit=content.get("coding_unit", "").strip(),
        fallback=content.get("fallback", ""),
        language=content.get("language", ""),
    )


def _frame(item: dict[str, Any]) -> Frame:
    return Frame(
        name=item["name"],
        label=item["label"],
        definition=item["definition"].strip(),
        include=tuple(item.get("include", [])),
        exclude=tuple(item.get("exclude", [])),
        devices=tuple(Device(**device) for device in item.get("devices", [])),
        examples=tuple(_example(example, item["name"]) for example in item.get("examples", [])),
        near_misses=tuple(_example(example, example["frame"]) for example in item.get("near_misses", [])),
    )


def _example(item: dict[str, Any], frame: str) -> Example:
    return Example(item["text"], frame, tuple(item.get("devices", [])), item["why"])


def _check(codebook: Codebook, path: Path) -> None:
    doubled = [name for name, n in Counter(codebook.frame_names).items() if n > 1]
    if doubled or len(codebook.frames) < 2:
        raise CodebookError(f"{path}: wanted two or more frames with different names; got {codebook.frame_names}")
    if codebook.fallback and codebook.fallback not in codebook.frame_names:
        raise CodebookError(f"{path}: the fallback {codebook.fallback!r} is no frame of this codebook")
    for frame in codebook.frames:
        known = {device.name for device in frame.devices}
        for example in frame.examples:
            unknown = set(example.devices) - known
            if unknown:
                raise CodebookError(f"{path}: {frame.name} has an example with the unknown act {min(unknown)!r}")
        for miss in frame.near_misses:
            if miss.frame == frame.name or miss.frame not in codebook.frame_names:
                raise CodebookError(f"{path}: a near-miss of {frame.name} names the frame {miss.frame!r}; name another")


def _page(codebook: Codebook) -> list[str]:
    lines = [
        f"# {codebook.title}",
        "",
        f"Version {codebook.version}, fingerprint {codebook.fingerprint}.",
        "",
    ]
    lines += ["## Coding unit", "", codebook.coding_unit, "", "## Frames: exactly one a sentence", ""]
    for frame in codebook.frames:
        lines += _frame_page(frame)
    lines += ["## Decision rules, in this order", ""]
    lines += [f"{number}. **{rule.title}.** {rule.text}" for number, rule in enumerate(codebook.rules, 1)]
    lines += ["", "## Other fields of a coding", ""]
    lines += [
        f"- `{field.name}`" + (f" ({', '.join(field.values)})" if field.values else "") + f": {field.meaning}"
        for field in codebook.fields
    ]
    return lines


def _frame_page(frame: Frame) -> list[str]:
    lines = [f"### {frame.label} (`{frame.name}`)", "", frame.definition, ""]
    for title, items in [("Includes", frame.include), ("Excludes", frame.exclude)]:
        lines += [f"{title}:", "", *(f"- {item}" for item in items), ""]
    if frame.devices:
        lines += ["Acts:", "", *(f"- `{device.name}`: {device.meaning}" for device in frame.devices), ""]
    lines += ["Examples:", ""]
    lines += [
        f"- “{example.text}”" + (f" [{', '.join(example.devices)}]" if example.devices else "") + f" {example.why}"
        for example in frame.examples
    ]
    lines += ["", "Near-misses:", ""]
    lines += [f"- “{miss.text}” is `{miss.frame}`: {miss.why}" for miss in frame.near_misses]
    return [*lines, ""]
