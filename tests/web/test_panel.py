"""The side panel's manners, with the scripted sample so that every moment is known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assist.audio.wav import read_wav, write_wav
from assist.samples.library import sample_call
from tests.web.conftest import Server, start_server

pytestmark = pytest.mark.browser


def play_scripted(page: Page, server: Server, lang: str) -> None:
    """Start a sample with the scripted engine and land on its panel."""
    page.goto(server.url)
    page.evaluate(
        """(lang) => {
            const form = document.createElement("form");
            form.method = "post";
            form.action = `/calls/sample/${lang}`;
            const field = Object.assign(document.createElement("input"), { name: "engine", value: "scripted" });
            form.append(field);
            document.body.append(form);
            form.submit();
        }""",
        lang,
    )
    page.wait_for_url(re.compile(r"/calls/[^/]+$|/calls/[^/]+\?"))


def test_a_mandarin_call_is_shown_in_mandarin_in_the_script_the_agent_reads(
    signed_in: Page, server: Server
) -> None:
    page = signed_in
    page.get_by_role("button", name="繁").click()
    play_scripted(page, server, "zh")
    expect(page.get_by_role("log")).to_contain_text("請問是周偉先生嗎", timeout=20_000)
    expect(page.get_by_role("log").get_by_text("客服").first).to_be_visible()
    page.get_by_role("button", name="简").click()
    expect(page.get_by_role("log")).to_contain_text("请问是周伟先生吗", timeout=20_000)
    page.get_by_role("button", name="EN").click()


def test_the_panel_resumes_after_the_server_was_away_without_gap_or_double(
    page: Page, tmp_path: Path
) -> None:
    first = start_server(tmp_path)
    page.goto(first.link)
    play_scripted(page, first, "en")
    expect(page.get_by_role("log").locator("li > .said").nth(1)).to_be_visible(timeout=30_000)
    port = int(first.url.rsplit(":", 1)[1])
    first.stop()
    expect(page.get_by_text("Reconnecting")).to_be_visible(timeout=10_000)
    second = start_server(tmp_path, port)
    try:
        expect(page.get_by_text("Reconnecting")).to_be_hidden(timeout=20_000)
        texts = page.get_by_role("log").locator("li > .said > p").all_inner_texts()
        assert len(texts) == len(set(texts)) >= 2
    finally:
        second.stop()


def test_cards_are_used_and_dismissed_by_one_key(signed_in: Page, server: Server) -> None:
    page = signed_in
    play_scripted(page, server, "en")
    cards = page.get_by_role("region", name="Guidance cards")
    expect(cards.get_by_role("article").first).to_be_visible(timeout=40_000)
    page.keyboard.press("u")
    expect(cards.get_by_role("button", name="Used ✓")).to_be_visible()
    title = cards.get_by_role("article").first.get_by_role("heading").inner_text()
    page.keyboard.press("n")
    expect(cards.get_by_role("heading", name=title)).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 480])
def test_nothing_is_cut_off_beside_a_crm(signed_in: Page, server: Server, scheme: str, width: int) -> None:
    page = signed_in
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    play_scripted(page, server, "en")
    expect(page.get_by_role("log").get_by_role("listitem").first).to_be_visible(timeout=20_000)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0


def test_words_of_a_call_never_become_markup(signed_in: Page, server: Server) -> None:
    page = signed_in
    play_scripted(page, server, "en")
    expect(page.get_by_role("log").get_by_role("listitem").first).to_be_visible(timeout=20_000)
    page.evaluate(
        """async () => {
            const { Transcript } = await import("/static/panel-transcript.js");
            const [scroller, list, partials] = [0, 1, 2].map(() => document.createElement("div"));
            list.id = "probe";
            document.body.append(list);
            const findings = [{ start: 0, end: 4, severity: "major", category: "<b>", why: "" }];
            const said = { number: 1, turn: 0, speaker: "debtor", start_s: 0, tags: [], promises: [], findings,
                text: "<img src=x onerror=alert(1)>" };
            new Transcript(scroller, list, partials).paint({ utterances: [said], partials: {} }, {}, "en");
        }"""
    )
    assert page.locator("#probe img").count() == 0
    assert "<img src=x onerror=alert(1)>" in page.locator("#probe").inner_text()


def test_a_tag_says_why_and_who_speaks(signed_in: Page, server: Server) -> None:
    page = signed_in
    play_scripted(page, server, "en")
    expect(page.get_by_role("log").get_by_role("listitem").first).to_be_visible(timeout=20_000)
    page.evaluate(
        """async () => {
            const { Transcript } = await import("/static/panel-transcript.js");
            const [scroller, list, partials] = [0, 1, 2].map(() => document.createElement("div"));
            list.id = "probe";
            document.body.append(list);
            const tags = [{ tag: "third_party", score: 0.9, reasons: ["parent"], on_the_line: true },
                { tag: "refusal", score: 0.8 }];
            const said = { number: 1, turn: 0, speaker: "debtor", start_s: 0, tags, promises: [],
                findings: [], text: "x" };
            const words = { tag_third_party: "Third party", tag_refusal: "Refusal",
                reason_third_party_parent: "parent", on_the_line: "on the line" };
            new Transcript(scroller, list, partials).paint({ utterances: [said], partials: {} }, words, "en");
        }"""
    )
    expect(page.locator("#probe li.tag")).to_have_text(["Third party · parent · on the line", "Refusal"])


def test_the_microphone_speaks_for_the_agent(signed_in: Page, server: Server) -> None:
    page = signed_in
    page.goto(server.url)
    page.get_by_role("button", name="Open a panel").click()
    page.get_by_role("button", name="Use my microphone as the agent").click()
    expect(page.get_by_text("The microphone is on.")).to_be_visible()
    expect(page.get_by_text("Live", exact=True)).to_be_visible(timeout=20_000)
    call = page.url.split("/calls/")[1].split("?")[0]
    audio = server.data / "audio" / call / "agent.s16le"
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Stop and end the call").click()
    expect(page.get_by_role("heading", name="After the call")).to_be_visible(timeout=20_000)
    assert audio.stat().st_size > 16_000


def test_an_uploaded_recording_is_heard(signed_in: Page, server: Server, tmp_path: Path) -> None:
    page = signed_in
    sample = read_wav(sample_call("en").wav)
    recording = tmp_path / "opening.wav"
    write_wav(recording, sample.rate, [channel[: 12 * 2 * sample.rate] for channel in sample.channels])
    page.goto(server.url)
    page.get_by_label("WAV file").set_input_files(recording)
    page.get_by_role("button", name="Upload and hear").click()
    expect(page.get_by_role("heading", name="After the call")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("log")).to_contain_text("This is Angela")
    assert list((server.data / "uploads").iterdir()) == []


def test_only_who_is_signed_in_sees_a_call(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/calls/sample-1")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
