"""The whole product, from sound to screen: real audio, real engine, real server, real browser."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assist.samples.library import sample_call
from tests.web.conftest import Server

pytestmark = pytest.mark.browser

SPEED = 2


@pytest.fixture(scope="module")
def played(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The English sample on its way to the server, as a telephone system sends it."""
    sample = sample_call("en")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "assist", "stream", str(sample.wav), "--url", server.audio_url),
            *("--call", "sample-1", "--speed", str(SPEED), "--details", str(sample.transcript)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def test_the_sample_call_appears_as_it_is_spoken_and_is_stored_as_it_was_shown(
    played: subprocess.Popen[str], signed_in: Page, server: Server
) -> None:
    page = signed_in
    page.set_viewport_size({"width": 400, "height": 900})
    page.goto(f"{server.url}/calls/sample-1?lang=en")
    transcript = page.get_by_role("log")
    slow = {"timeout": 60_000}

    # In the order of the call: who is there, the opening duties, the hardship and its card ...
    expect(page.get_by_text("Live", exact=True)).to_be_visible(**slow)
    expect(transcript).to_contain_text("Angela Parker", **slow)
    duties = page.get_by_role("list", name="Duties of this call")
    expect(duties.get_by_text("Said who calls met")).to_be_visible(**slow)
    expect(duties.get_by_text("Recording notice met")).to_be_visible(**slow)
    expect(page.get_by_role("status").get_by_text("Verified", exact=True)).to_be_visible(**slow)
    expect(transcript.get_by_text("Hardship").first).to_be_visible(**slow)
    cards = page.get_by_role("region", name="Guidance cards")
    expect(cards.get_by_role("heading").first).to_be_visible(**slow)
    first_card = cards.get_by_role("article").first
    expect(first_card).to_contain_text("Hardship")

    # ... the unlawful sentence with what to say instead, the apology, the promise with its amount and day ...
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("arrest", **slow)
    expect(alert).to_contain_text("Say instead:")
    assert "False legal claim" in alert.inner_text() or "Threat" in alert.inner_text()
    promises = page.get_by_role("region", name="Promises heard")
    expect(promises).to_contain_text("$200", **slow)
    expect(promises).to_contain_text("Dec 4, 2026")

    # ... and how it ended.
    expect(page.get_by_role("heading", name="After the call")).to_be_visible(**slow)
    expect(page.get_by_text("Promise to pay")).to_be_visible()
    expect(duties.get_by_text("Promise read back met")).to_be_visible()

    output, _ = played.communicate(timeout=30)
    told = json.loads(output)
    with server.client() as client:
        stored = client.get("/calls/sample-1/result").json()
    assert stored == told
    shown = page.get_by_role("log").locator("li > .said > p").all_inner_texts()
    assert shown == [utterance["text"] for utterance in stored["utterances"]]
    assert stored["outcome"] == "promise"
    assert [(p["amount"], p["currency"], p["date"]) for p in stored["promises"]] == [
        (200, "USD", "2026-12-04")
    ]
    categories = {
        finding["category"] for utterance in stored["utterances"] for finding in utterance["findings"]
    }
    assert categories & {"false_legal_claim", "threat"}


def test_a_panel_that_comes_late_shows_the_same_call(signed_in: Page, server: Server) -> None:
    page = signed_in
    page.goto(f"{server.url}/calls/sample-1")
    expect(page.get_by_role("heading", name="After the call")).to_be_visible()
    with server.client() as client:
        stored = client.get("/calls/sample-1/result").json()
    shown = page.get_by_role("log").locator("li > .said > p").all_inner_texts()
    assert shown == [utterance["text"] for utterance in stored["utterances"]]


def test_the_agent_corrects_the_summary_and_it_is_kept(signed_in: Page, server: Server) -> None:
    page = signed_in
    page.goto(f"{server.url}/calls/sample-1")
    summary = page.get_by_role("region", name="After the call")
    field = summary.get_by_role("textbox").first
    field.fill("Pays on the fourth; post her the breakdown.")
    summary.get_by_role("button", name="Save").click()
    expect(summary.get_by_text("Saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("region", name="After the call").get_by_role("textbox").first).to_have_value(
        "Pays on the fourth; post her the breakdown."
    )
    with server.client() as client:
        lines = client.get("/calls/sample-1/result").json()["summary"]["lines"]
    assert lines[0]["text"] == "Pays on the fourth; post her the breakdown."
