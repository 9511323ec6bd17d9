"""The commands, from outside: what goes in, what comes out, what a mistake looks like."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assist.audio.wav import read_wav, write_wav
from assist.samples.library import sample_call
from assist.settings import ROOT

SAID = {
    "id": "u1",
    "lang": "en",
    "speaker": "debtor",
    "text": "I lost my job in March and I can't pay anything.",
}


def assist(*arguments: str | Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assist", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        env=os.environ | environment,
        timeout=300,
        check=False,
    )


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def short_call(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first half minute of the English sample, as 16-bit PCM."""
    path = tmp_path_factory.mktemp("calls") / "short.wav"
    whole = read_wav(sample_call("en").wav)
    write_wav(path, whole.rate, [channel[: 25 * 2 * whole.rate] for channel in whole.channels])
    return path


def test_annotate_gives_one_annotation_a_line_in_the_same_order() -> None:
    agent = {
        "id": "u2",
        "lang": "zh",
        "speaker": "agent",
        "text": "你今天不还，我们就让警察来抓你。",
        "context": [{"speaker": "debtor", "text": "我现在没钱"}],
    }
    promise = {
        "id": "u3",
        "lang": "zh",
        "speaker": "debtor",
        "text": "下个月八号先还五百块",
        "call": {"date": "2026-11-24", "currency": "CNY"},
    }
    done = assist("annotate", stdin="\n".join(json.dumps(said) for said in (SAID, agent, promise)))
    assert done.returncode == 0, done.stderr
    first, second, third = lines(done.stdout)
    assert [first["id"], second["id"], third["id"]] == ["u1", "u2", "u3"]
    assert "hardship" in [tag["tag"] for tag in first["tags"]]
    assert first["findings"] == []
    assert 1 <= len(first["cards"]) <= 3
    assert set(first["cards"][0]) >= {"id", "title", "why"}
    assert second["tags"] == []
    finding = second["findings"][0]
    assert finding["category"] in ("false_legal_claim", "threat")
    assert agent["text"][finding["start"] : finding["end"]] == finding["quote"]
    assert third["promise"] | {"amount": 500, "currency": "CNY", "date": "2026-12-08"} == third["promise"]


def test_annotate_answers_a_program_that_waits_for_each_line() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "assist", "annotate"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout
    for number in range(3):
        process.stdin.write(json.dumps(SAID | {"id": f"w{number}"}) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == f"w{number}"
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    process.stdout.close()


def test_a_bad_line_is_told_by_number_and_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    bad = SAID | {"speaker": "customer"}
    path.write_text("\n".join([json.dumps(SAID), json.dumps(bad), "{", "", json.dumps(SAID | {"id": "u5"})]))
    done = assist("annotate", path)
    assert done.returncode == 1
    assert [said["id"] for said in lines(done.stdout)] == ["u1", "u5"]
    told = done.stderr.splitlines()
    assert told[0].startswith(f"{path}:2: speaker:")
    assert told[1].startswith(f"{path}:3:")
    assert "lost my job" not in done.stderr


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_replay_gives_the_call_result_of_a_transcript(lang: Any, tmp_path: Path) -> None:
    transcript = json.loads(sample_call(lang).transcript.read_text(encoding="utf-8"))
    path = tmp_path / "calls.jsonl"
    path.write_text(json.dumps(transcript, ensure_ascii=False) + "\n", encoding="utf-8")
    done = assist("replay", path)
    assert done.returncode == 0, done.stderr
    (result,) = lines(done.stdout)
    assert [u["text"] for u in result["utterances"]] == [turn["text"] for turn in transcript["turns"]]
    assert set(result["utterances"][0]) >= {
        *("turn", "speaker", "text", "start_s", "end_s", "tags", "promise", "cards", "findings"),
    }
    checks = {check["check"]: check["status"] for check in result["checks"]}
    assert set(checks) >= {
        *("self_identified", "identity_verified_before_disclosure", "recording_notice", "mini_miranda"),
        *("call_window", "cease_request_honoured", "representation_honoured", "promise_recapped"),
    }
    assert set(checks.values()) <= {"met", "missed", "not_applicable"}
    assert checks["self_identified"] == checks["recording_notice"] == checks["promise_recapped"] == "met"
    assert checks["identity_verified_before_disclosure"] == "met"
    assert checks["mini_miranda"] == ("met" if lang == "en" else "not_applicable")
    assert result["outcome"] == "promise"
    amount, date = (200, "2026-12-04") if lang == "en" else (500, "2026-12-08")
    assert [(promise["amount"], promise["date"]) for promise in result["promises"]] == [(amount, date)]
    assert result["summary"]["lines"]


def test_analyze_hears_a_recording(short_call: Path) -> None:
    done = assist("analyze", short_call, "--lang", "en", "--call", sample_call("en").transcript)
    assert done.returncode == 0, done.stderr
    (result,) = lines(done.stdout)
    spoken = " ".join(utterance["text"] for utterance in result["utterances"])
    assert "Angela" in spoken
    assert {utterance["speaker"] for utterance in result["utterances"]} == {"agent", "debtor"}
    assert result["engine"] == "whisper"


def test_analyze_gives_the_same_result_twice_and_hears_swapped_channels(
    short_call: Path, tmp_path: Path
) -> None:
    recording = read_wav(short_call)
    swapped = tmp_path / "short.wav"
    write_wav(swapped, recording.rate, recording.channels[::-1])
    first = assist("analyze", short_call, "--lang", "en")
    second = assist("analyze", swapped, "--lang", "en", "--channels", "debtor,agent")
    assert json.loads(first.stdout) == json.loads(second.stdout)


def test_mono_is_refused_unless_it_is_said_who_speaks(short_call: Path, tmp_path: Path) -> None:
    recording = read_wav(short_call)
    mono = tmp_path / "mono.wav"
    write_wav(mono, recording.rate, [recording.channels[0][: 8 * 2 * recording.rate]])
    refused = assist("analyze", mono, "--lang", "en")
    assert refused.returncode == 2
    assert "--channels" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    heard = assist("analyze", mono, "--lang", "en", "--channels", "agent")
    assert {u["speaker"] for u in json.loads(heard.stdout)["utterances"]} == {"agent"}


def test_a_recording_in_a_language_without_an_engine_names_the_remedy(
    short_call: Path, tmp_path: Path
) -> None:
    for part in ("tagging", "voice_activity"):
        (tmp_path / part).symlink_to(ROOT / "models" / part)
    done = assist("analyze", short_call, "--lang", "zh", ASSIST_MODELS=str(tmp_path))
    assert done.returncode == 2
    assert "assist models pull zh" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("analyze", "no-such.wav", "--lang", "en"),
        ("replay", "no-such.jsonl"),
        ("annotate", "no-such.jsonl"),
        ("cards", "check", "no-such-folder"),
        ("lexicon", "check", "no-such-folder"),
        ("models", "pull", "klingon"),
        ("backtest",),
        ("stream", "no-such.wav", "--url", "ws://127.0.0.1:9"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(arguments: tuple[str, ...]) -> None:
    done = assist(*arguments)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert len((done.stdout + done.stderr).strip().splitlines()) <= 2
    assert (done.stdout + done.stderr).strip()


def test_a_misspelt_setting_stops_every_command() -> None:
    done = assist("annotate", ASSIST_LEXIKON="x")
    assert done.returncode == 2
    assert "ASSIST_LEXIKON" in done.stderr


def test_the_shipped_cards_lexicon_and_models_are_whole() -> None:
    for arguments in (("cards", "check"), ("lexicon", "check"), ("models", "check")):
        done = assist(*arguments)
        assert done.returncode == 0, done.stdout
        assert "no mistakes" in done.stderr


def test_models_list_says_what_is_there_and_what_can_be_pulled() -> None:
    done = assist("models", "list")
    assert done.returncode == 0
    for name in ("vosk-model-small-cn-0.22", "vosk-model-cn-0.22", "vosk-model-small-en-us-0.15", "tagging"):
        assert name in done.stdout


def test_a_mistake_in_a_card_is_told_with_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    shutil.copytree(ROOT / "guidance_cards", folder)
    card = next(path for path in sorted(folder.rglob("*.yaml")))
    text = card.read_text(encoding="utf-8").replace("version:", "verzion:", 1)
    card.write_text(text, encoding="utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), 1) if row.startswith("verzion:"))
    done = assist("cards", "check", folder)
    assert done.returncode == 1
    assert f"{card.name}:{line}:" in done.stdout
    assert "verzion" in done.stdout


def test_backtest_says_what_a_changed_lexicon_would_no_longer_flag(tmp_path: Path) -> None:
    calls = tmp_path / "calls.jsonl"
    transcript = json.loads(sample_call("en").transcript.read_text(encoding="utf-8"))
    calls.write_text(json.dumps(transcript) + "\n")
    same = assist("backtest", calls, "--lexicon", ROOT / "compliance_lexicon")
    assert same.returncode == 0, same.stderr
    assert same.stdout == ""
    cards = tmp_path / "cards"
    shutil.copytree(ROOT / "guidance_cards", cards)
    shown = lines(assist("replay", calls).stdout)[0]
    card = next(u["cards"][0]["id"] for u in shown["utterances"] if u["cards"])
    (path,) = cards.rglob(f"{card}.yaml")
    path.unlink()
    changed = assist("backtest", calls, "--cards", cards)
    assert changed.returncode == 0, changed.stderr
    gone = [difference["card"] for line in lines(changed.stdout) for difference in line["no_longer"]]
    assert card in gone


def test_help_names_every_command() -> None:
    done = assist("--help")
    for command in (
        "serve",
        "analyze",
        "replay",
        "annotate",
        "stream",
        "models",
        "cards",
        "lexicon",
        "backtest",
    ):
        assert command in done.stdout
