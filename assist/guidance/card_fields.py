"""YAML with line numbers: a mapping that hands out typed fields and notes every mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import yaml


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in a file, told in a line: ``file:line: what; hint``."""

    file: str
    line: int
    what: str
    hint: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.hint}"


@dataclass
class Mistakes:
    """The mistakes of one file, collected so that an author sees all of them at once."""

    file: str
    found: list[Mistake] = field(default_factory=list)

    def add(self, line: int, what: str, hint: str) -> None:
        self.found.append(Mistake(self.file, line, what, hint))


class Fields:
    """A YAML mapping read key by key. A missing or wrong field is noted and reads as empty."""

    def __init__(self, node: yaml.Node, mistakes: Mistakes, *, name: str, keys: Iterable[str]) -> None:
        self.mistakes = mistakes
        self.name = name
        self.line: int = node.start_mark.line + 1
        self._nodes: dict[str, yaml.Node] = {}
        known = tuple(keys)
        if not isinstance(node, yaml.MappingNode):
            mistakes.add(self.line, f"{name} is not a mapping", f"write keys: {', '.join(known)}")
            return
        for key_node, value in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key not in known:
                mistakes.add(line, f"unknown key {key!r} in {name}", f"known: {', '.join(known)}")
            elif key in self._nodes:
                mistakes.add(line, f"key {key!r} stands twice in {name}", "keep one")
            else:
                self._nodes[key] = value

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def line_of(self, key: str, index: int | None = None) -> int:
        node = self._nodes.get(key)
        if node is None:
            return self.line
        if index is not None and isinstance(node, yaml.SequenceNode) and index < len(node.value):
            node = node.value[index]
        return int(node.start_mark.line) + 1

    def node(self, key: str) -> yaml.Node | None:
        """The node under ``key``; a missing one is noted."""
        if key not in self._nodes:
            self.mistakes.add(self.line, f"missing key {key!r} in {self.name}", f"add {key}:")
        return self._nodes.get(key)

    def text(self, key: str, *, longest: int | None = None) -> str:
        node = self.node(key)
        return "" if node is None else self._text_of(node, key, longest)

    def texts(
        self, key: str, *, fewest: int, most: int | None = None, longest: int | None = None
    ) -> tuple[str, ...]:
        node = self.node(key)
        if node is None:
            return ()
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.SequenceNode):
            self.mistakes.add(
                line, f"{key!r} in {self.name} is not a list", "one item a line, each after '- '"
            )
            return ()
        if len(node.value) < fewest:
            self.mistakes.add(
                line, f"{key!r} in {self.name} has {len(node.value)} items", f"give at least {fewest}"
            )
        if most is not None and len(node.value) > most:
            self.mistakes.add(
                line, f"{key!r} in {self.name} has {len(node.value)} items", f"give at most {most}"
            )
        return tuple(self._text_of(item, key, longest) for item in node.value)

    def words(self, key: str, known: Sequence[str]) -> tuple[str, ...]:
        """A list of words of a closed vocabulary; every other word is noted."""
        words = self.texts(key, fewest=1)
        for index, word in enumerate(words):
            if word and word not in known:
                self.mistakes.add(
                    self.line_of(key, index),
                    f"unknown word {word!r} in {key!r}",
                    f"known: {', '.join(known)}",
                )
        return tuple(word for word in words if word in known)

    def word(self, key: str, known: Sequence[str]) -> str:
        word = self.text(key)
        if word and word not in known:
            self.mistakes.add(
                self.line_of(key), f"unknown word {word!r} in {key!r}", f"known: {', '.join(known)}"
            )
        return word if word in known else ""

    def matching(self, key: str, pattern: str, hint: str) -> tuple[str, ...]:
        items = self.texts(key, fewest=1)
        for index, item in enumerate(items):
            if item and not re.fullmatch(pattern, item):
                self.mistakes.add(self.line_of(key, index), f"{item!r} in {key!r} is malformed", hint)
        return items

    def truth(self, key: str) -> bool:
        node = self.node(key)
        if node is None:
            return False
        if not (isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:bool"):
            self.mistakes.add(
                self.line_of(key), f"{key!r} in {self.name} is not true or false", "write true or false"
            )
            return False
        return str(node.value).casefold() in ("true", "yes", "on")

    def number(self, key: str, *, low: float, high: float, whole: bool = True) -> float:
        node = self.node(key)
        if node is None:
            return low
        try:
            value = float(node.value) if isinstance(node, yaml.ScalarNode) else float("nan")
        except ValueError:
            value = float("nan")
        if not low <= value <= high or (whole and not value.is_integer()):
            kind = "a whole number" if whole else "a number"
            self.mistakes.add(
                self.line_of(key), f"{key!r} in {self.name} is not {kind} from {low:g} to {high:g}", "mend it"
            )
            return low
        return value

    def _text_of(self, node: yaml.Node, key: str, longest: int | None) -> str:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.ScalarNode):
            self.mistakes.add(
                line, f"{key!r} in {self.name} is not plain text", "quote a text that has ': ' in it"
            )
            return ""
        text = str(node.value).strip()
        if not text or node.tag == "tag:yaml.org,2002:null":
            self.mistakes.add(line, f"{key!r} in {self.name} is empty", "write it or remove the line")
            return ""
        if longest is not None and len(text) > longest:
            self.mistakes.add(
                line,
                f"{key!r} in {self.name} has {len(text)} characters",
                f"shorten to {longest}: it is read during the call",
            )
        return text
