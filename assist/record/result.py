"""The call result: one reading of a call's log, as ``analyze``, ``replay`` and the panel's end show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assist.events import CallEvent


def call_result(call_id: str, lang: str, events: Iterable[CallEvent]) -> dict[str, Any]:
    """Gather the log's entries into the call result of the file shapes; plain JSON.

    A call whose log has no end yet has ``outcome`` None and the checks as far as they stand.
    """
    utterances: list[dict[str, Any]] = []
    by_turn: dict[int, dict[str, Any]] = {}
    checks: dict[str, dict[str, Any]] = {}
    promises: list[dict[str, Any]] = []
    stages: list[dict[str, Any]] = []
    result: dict[str, Any] = {"outcome": None, "summary": None}
    for event in events:
        data = event.data
        match event.kind:
            case "utterance":
                said = {key: data[key] for key in ("turn", "speaker", "text", "start_s", "end_s")}
                utterance = said | {"tags": [], "promise": None, "promises": [], "cards": [], "findings": []}
                utterances.append(utterance)
                by_turn[data["turn"]] = utterance
            case "tags":
                by_turn[data["turn"]]["tags"] = data["tags"]
            case "promise":
                utterance = by_turn[data["turn"]]
                utterance["promises"].append(data)
                utterance["promise"] = utterance["promises"][0]
                promises.append(data)
            case "suggestions":
                by_turn[data["turn"]]["cards"] = [
                    {key: card[key] for key in ("id", "version", "title", "why")} for card in data["cards"]
                ]
            case "finding":
                finding = {key: value for key, value in data.items() if key != "turn"}
                by_turn[data["turn"]]["findings"].append(finding)
            case "check":
                checks[data["check"]] = data
            case "stage" if data["state"] == "down":
                stages.append({"stage": data["stage"], "at_s": event.at_s, "why": data["why"]})
            case "ended":
                promises = data["promises"]
                checks = {check["check"]: check for check in data["checks"]}
                result |= {"outcome": data["outcome"], "summary": data["summary"], "reason": data["reason"]}
            case "summary_saved":
                result["summary"] = data["summary"]
    return {
        "id": call_id,
        "lang": lang,
        "utterances": utterances,
        "promises": promises,
        "checks": list(checks.values()),
        **result,
        "stages_down": stages,
    }
