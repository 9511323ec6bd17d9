"""Reads the files of a lexicon and finds what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from assist.compliance.homophones import Homophones
from assist.compliance.lexicon_fields import FieldReader
from assist.compliance.located import Located
from assist.compliance.matching import Concepts, PhraseIndex
from assist.compliance.phrase_trial import trial
from assist.compliance.phrases import PhraseError
from assist.compliance.rule_matching import RuleMatcher
from assist.compliance.rules import SEVERITIES, Category, Example, Rule
from assist.compliance.scope import CUES
from assist.events import LANGUAGES, Language
from assist.tagging.labels import CONDUCT_CATEGORIES

SHARED_FILES = ("concepts.yaml", "scope.yaml", "homophones.yaml")
FILE_KEYS = {"category", "severity", "why", "say_instead", "source", "rules"}
RULE_KEYS = {
    "id",
    "lang",
    "severity",
    "say",
    "unless",
    "unless_anywhere",
    "negation",
    "speaker",
    "listener",
    "why",
    "say_instead",
    "source",
    "examples",
}
FEWEST_EXAMPLES = 2


class LexiconReader(FieldReader):
    """One reading of a folder: ``rules``, ``categories`` and ``matchers``, or ``mistakes``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.rules: list[Rule] = []
        self.categories: dict[str, Category] = {}
        self.matchers: dict[Language, RuleMatcher] = {}
        self._concepts: dict[Language, Concepts] = {}
        self._scope: dict[Language, dict[str, list[str]]] = {lang: {} for lang in LANGUAGES}
        self._homophones: Homophones | None = None
        self._trials: dict[Language, PhraseIndex[object]] = {}
        self._ids: dict[str, str] = {}

    def read(self) -> None:
        """Reads everything, then runs the examples of every rule. Never raises for a mistake of an author."""
        if not self.folder.is_dir():
            self.mistakes.append(
                f"{self.folder}: no such folder; point to the folder that holds concepts.yaml"
            )
            return
        self._read_concepts()
        self._read_scope()
        self._read_homophones()
        for category in CONDUCT_CATEGORIES:
            self._read_category(category)
        known = {*SHARED_FILES, *(f"{category}.yaml" for category in CONDUCT_CATEGORIES)}
        for path in sorted(self.folder.glob("*.y*ml")):
            if path.name not in known:
                self._mistake(
                    path.name,
                    1,
                    "no such category",
                    f"name the file after one of {', '.join(CONDUCT_CATEGORIES)}",
                )
        if self.mistakes:
            return
        for lang in LANGUAGES:
            self.matchers[lang] = RuleMatcher(
                lang,
                [rule for rule in self.rules if rule.lang == lang],
                concepts=self._concepts[lang],
                scope=self._scope[lang],
                homophones=self._homophones if lang == "zh" else None,
            )
        for rule in self.rules:
            self._run_examples(rule)

    def _read_concepts(self) -> None:
        name = "concepts.yaml"
        by_language = self._languages(name, self._open(name))
        for lang in LANGUAGES:
            section = by_language.get(lang)
            entries: dict[str, list[Example]] = {}
            if section is not None and isinstance(section.value, dict):
                entries = {
                    concept: self._texts(name, item, f"an expression of {concept}")
                    for concept, item in section.value.items()
                }
            concepts = Concepts(
                {concept: [entry.text for entry in texts] for concept, texts in entries.items()}, lang
            )
            self._concepts[lang] = concepts
            self._trials[lang] = PhraseIndex(lang, concepts)
            for concept, texts in entries.items():
                if not texts:
                    continue
                for entry in texts:
                    self._try(name, entry, self._trials[lang], of_concept=True)
                try:
                    concepts.expressions(concept)
                except PhraseError as error:
                    if not any(
                        f"{name}:{entry.line}:" in mistake for entry in texts for mistake in self.mistakes
                    ):
                        self.mistakes.append(f"{name}:{texts[0].line}: {error}")

    def _read_scope(self) -> None:
        name = "scope.yaml"
        for lang, section in self._languages(name, self._open(name)).items():
            if not isinstance(section.value, dict):
                self._mistake(name, section.line, "no cues here", f"use {', '.join(CUES)}")
                continue
            for kind, item in section.value.items():
                if kind not in CUES:
                    self._mistake(name, item.line, f"unknown kind of cue {kind!r}", f"use {', '.join(CUES)}")
                    continue
                texts = self._texts(name, item, f"a cue of {kind}")
                for entry in texts:
                    self._try(name, entry, self._trials[lang])
                self._scope[lang][kind] = [entry.text for entry in texts]

    def _read_homophones(self) -> None:
        name = "homophones.yaml"
        found = self._open(name)
        for key, item in found.items():
            if key not in {"words", "heard_as", "innocent"}:
                self._mistake(name, item.line, f"unknown key {key!r}", "use words, heard_as, innocent")
        words = self._texts(name, found.get("words"), "a word")
        innocent = self._texts(name, found.get("innocent"), "a word")
        misheard: dict[str, list[str]] = {}
        table = found.get("heard_as")
        if table is not None and isinstance(table.value, dict):
            for right, item in table.value.items():
                wrongs = self._texts(name, item, f"what {right} is heard as")
                misheard[right] = [entry.text for entry in wrongs]
                for entry in wrongs:
                    if len(entry.text) != len(right):
                        self._mistake(
                            name,
                            entry.line,
                            f"{entry.text} and {right} differ in length",
                            "homophones have as many characters",
                        )
        if not self.mistakes:
            self._homophones = Homophones(
                [word.text for word in words], heard_as=misheard, innocent=[word.text for word in innocent]
            )

    def _read_category(self, category: str) -> None:
        name = f"{category}.yaml"
        found = self._open(name)
        if not found:
            return
        for key, item in found.items():
            if key not in FILE_KEYS:
                self._mistake(name, item.line, f"unknown key {key!r}", f"use {', '.join(sorted(FILE_KEYS))}")
        declared = self._text(name, found.get("category"), "category", 1)
        if declared and declared != category:
            self._mistake(
                name,
                found["category"].line,
                f"category {declared!r} in the file of {category!r}",
                "file name and category must agree",
            )
        spoken: dict[str, dict[Language, str]] = {}
        for key in ("why", "say_instead", "source"):
            head = found.get(key)
            if head is None or not isinstance(head.value, dict):
                self._mistake(
                    name, head.line if head else 1, f"{key} is missing in the head", "give it for en and zh"
                )
                continue
            by_language = self._languages(name, head.value)
            spoken[key] = {
                lang: self._text(name, by_language.get(lang), f"{key} {lang}", head.line)
                for lang in LANGUAGES
            }
        severity = self._one_of(name, found.get("severity"), "severity", SEVERITIES, 1)
        if len(spoken) == 3 and severity:
            self.categories[category] = Category(
                category, severity, spoken["why"], spoken["say_instead"], spoken["source"]
            )
        rules = found.get("rules")
        if rules is None or not isinstance(rules.value, list):
            self._mistake(name, rules.line if rules else 1, "no rules", "add 'rules:' with a list")
            return
        for item in rules.value:
            if isinstance(item.value, dict):
                self._read_rule(name, category, item, spoken.get("source", {}))
            else:
                self._mistake(name, item.line, "not a rule", "a rule begins with '- id:'")

    def _read_rule(self, name: str, category: str, item: Located, sources: dict[Language, str]) -> None:
        before = len(self.mistakes)
        found: dict[str, Located] = item.value
        line = item.line
        rule_id = self._text(name, found.get("id"), "id", line)
        for key, value in found.items():
            if key not in RULE_KEYS:
                self._mistake(
                    name,
                    value.line,
                    f"unknown key {key!r} in {rule_id}",
                    f"use {', '.join(sorted(RULE_KEYS))}",
                )
        if rule_id in self._ids:
            self._mistake(
                name, line, f"the id {rule_id} is taken by {self._ids[rule_id]}", "every rule needs its own"
            )
        self._ids.setdefault(rule_id, f"{name}:{line}")
        lang = self._one_of(name, found.get("lang"), "lang", LANGUAGES, line)
        severity = self._one_of(name, found.get("severity"), "severity", SEVERITIES, line)
        negation = (
            self._one_of(name, found["negation"], "negation", ("respect", "ignore"), line)
            if "negation" in found
            else "respect"
        )
        if "speaker" in found:
            self._one_of(name, found["speaker"], "speaker", ("agent",), line)
        listener = (
            self._one_of(name, found["listener"], "listener", ("anyone", "third_party"), line)
            if "listener" in found
            else "anyone"
        )
        say = self._texts(name, found.get("say"), "a phrase")
        if not say:
            self._mistake(name, line, f"{rule_id} has no phrase", "add 'say:' with a list of phrases")
        written: dict[str, int] = {}
        for phrase in say:
            if phrase.text in written:
                self._mistake(
                    name,
                    phrase.line,
                    f"the phrase stands already on line {written[phrase.text]}",
                    "remove one",
                )
            written[phrase.text] = phrase.line
        exceptions = {
            key: self._texts(name, found.get(key), "an exception") for key in ("unless", "unless_anywhere")
        }
        if lang is not None:
            for phrase in (*say, *exceptions["unless"], *exceptions["unless_anywhere"]):
                self._try(name, phrase, self._trials[lang])
        why = self._text(name, found.get("why"), "why", line)
        say_instead = self._text(name, found.get("say_instead"), "say_instead", line)
        source = self._source(name, found.get("source"), sources.get(lang) if lang else None)
        hits, misses = self._examples(name, rule_id, found.get("examples"), line)
        if len(self.mistakes) == before:
            self.rules.append(
                Rule(
                    rule_id,
                    category,
                    lang,
                    severity,
                    tuple(phrase.text for phrase in say),
                    why,
                    say_instead,
                    source,
                    tuple(hits),
                    tuple(misses),
                    name,
                    line,
                    unless=tuple(phrase.text for phrase in exceptions["unless"]),
                    unless_anywhere=tuple(phrase.text for phrase in exceptions["unless_anywhere"]),
                    respects_negation=negation == "respect",
                    third_party=listener == "third_party",
                )
            )

    def _source(self, name: str, item: Located | None, default: str | None) -> str | None:
        if item is None:
            return default
        if isinstance(item.value, dict):
            parts = {
                key: self._text(name, value, f"source {key}", value.line) for key, value in item.value.items()
            }
            return "; ".join(f"{key}: {text}" for key, text in parts.items())
        return self._text(name, item, "source", item.line)

    def _examples(
        self, name: str, rule_id: str, item: Located | None, line: int
    ) -> tuple[list[Example], list[Example]]:
        if item is None or not isinstance(item.value, dict):
            self._mistake(name, line, f"{rule_id} has no examples", "add 'examples:' with 'hit:' and 'miss:'")
            return [], []
        for key, value in item.value.items():
            if key not in {"hit", "miss"}:
                self._mistake(name, value.line, f"unknown key {key!r} in examples", "use hit and miss")
        hits = self._texts(name, item.value.get("hit"), "an example")
        misses = self._texts(name, item.value.get("miss"), "an example")
        for kind, texts in (("hit", hits), ("miss", misses)):
            if len(texts) < FEWEST_EXAMPLES:
                self._mistake(
                    name,
                    item.line,
                    f"{rule_id} has {len(texts)} examples that {kind}",
                    f"write at least {FEWEST_EXAMPLES}",
                )
        return hits, misses

    def _try(
        self, name: str, phrase: Example, index: PhraseIndex[object], *, of_concept: bool = False
    ) -> None:
        try:
            trial(phrase.text, index, of_concept=of_concept)
        except PhraseError as error:
            self.mistakes.append(f"{name}:{phrase.line}: {error}")

    def _run_examples(self, rule: Rule) -> None:
        matcher = self.matchers[rule.lang]
        for expected, examples in ((True, rule.hits), (False, rule.misses)):
            for example in examples:
                own = [hit for hit in matcher.find(example.text, third_party=True) if hit.rule is rule]
                if any(hit.withdrawn is None for hit in own) == expected:
                    continue
                if not expected:
                    what, hint = (
                        f"{rule.id} hits an example that must miss",
                        "narrow a phrase or add it to 'unless'",
                    )
                elif own:
                    what, hint = (
                        f"{rule.id} misses an example that must hit",
                        f"its words are there but read as {own[0].withdrawn}",
                    )
                else:
                    what, hint = f"{rule.id} misses an example that must hit", "no phrase of 'say' covers it"
                self._mistake(rule.file, example.line, what, hint)
