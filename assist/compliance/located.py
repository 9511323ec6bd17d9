"""YAML with the line of every value, so that a mistake can be named where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


class YamlMistake(ValueError):
    """A file that is not YAML, or that says one thing twice. ``line`` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Located:
    """A value and its line. A mapping holds Located values, a list Located items, all else is plain."""

    value: Any
    line: int

    def plain(self) -> Any:
        """The value without its lines."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value


def read_located(path: Path) -> Located:
    """The one document of a file. Raises YamlMistake, OSError, UnicodeDecodeError."""
    text = path.read_text(encoding="utf-8")
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise YamlMistake(
            line,
            f"not YAML: {error.problem}; a phrase that begins with {{ [ * & ! or holds ': ' needs quotes",
        ) from None
    if node is None:
        raise YamlMistake(1, "the file is empty; write it or remove it")
    return _locate(node)


def _locate(node: yaml.Node) -> Located:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Located] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise YamlMistake(
                    key_node.start_mark.line + 1,
                    "a name was expected here; a phrase that begins with { or [ needs quotes",
                )
            key = str(key_node.value)
            if key in found:
                raise YamlMistake(key_node.start_mark.line + 1, f"{key!r} is written twice; keep one")
            found[key] = _locate(value_node)
        return Located(found, line)
    if isinstance(node, yaml.SequenceNode):
        return Located([_locate(item) for item in node.value], line)
    assert isinstance(node, yaml.ScalarNode)  # noqa: S101 - YAML has no fourth kind
    if node.tag == "tag:yaml.org,2002:null" and node.style is None:
        return Located(None, line)
    return Located(str(node.value), line)
