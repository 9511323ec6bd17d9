// The side panel of one call: connect, keep the state, paint its parts. The parts know nothing of each other.

import { make } from "./elements.js";
import { Microphone } from "./microphone.js";
import { paintCards } from "./panel-cards.js";
import { paintFindings } from "./panel-findings.js";
import { emptyState, openCards, openFindings, reduce } from "./panel-state.js";
import { paintChecks, paintConnection, paintPromises, paintStages } from "./panel-status.js";
import { paintSummary } from "./panel-summary.js";
import { Transcript } from "./panel-transcript.js";

class GuidancePanel extends HTMLElement {
  #state = emptyState;
  #chosen = 0;
  #top = null;
  #source = null;
  #microphone = null;
  #painting = false;
  #parts = {};
  #t = {};

  connectedCallback() {
    this.#t = JSON.parse(document.getElementById("strings").textContent);
    this.#build();
    this.#connect();
    document.addEventListener("keydown", this.#onKey);
  }

  disconnectedCallback() {
    this.#source?.close();
    this.#microphone?.stop();
    document.removeEventListener("keydown", this.#onKey);
  }

  get #locale() {
    return this.getAttribute("locale");
  }

  #build() {
    const t = this.#t;
    const part = (name, element) => (this.#parts[name] = element);
    const scroller = make("section", { class: "transcript", id: "main", tabindex: "0", "aria-label": t.transcript });
    const list = make("ol", { role: "log", "aria-live": "off" });
    const partials = make("div", { class: "partials", "aria-hidden": "true" });
    scroller.append(list, partials);
    this.#parts.transcript = new Transcript(scroller, list, partials);
    this.replaceChildren(
      make(
        "header",
        { class: "panel-head" },
        part("connection", make("div", { class: "connection-row", role: "status" })),
        part("stages", make("ul", { class: "stages", "aria-label": t.stages })),
        part("checks", make("ul", { class: "checks", "aria-label": t.checks })),
      ),
      part("findings", make("section", { class: "findings", "aria-label": t.findings })),
      part("waiting", this.#waiting()),
      part("summary", make("section", { class: "summary", hidden: true, "aria-label": t.after_call })),
      part("cards", make("section", { class: "cards", "aria-label": t.cards, "aria-live": "polite" })),
      part("promises", make("section", { class: "promises", hidden: true, "aria-label": t.promises })),
      scroller,
      make(
        "details",
        { class: "keys" },
        make("summary", {}, t.keys),
        make(
          "dl",
          {},
          [["1 2 3", t.key_choose], ["U", t.used], ["N", t.not_helpful], ["X", t.finding_seen], ["T", t.key_transcript]].map(
            ([key, text]) => make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, text)),
          ),
        ),
      ),
    );
    this.#paint();
  }

  #waiting() {
    const t = this.#t;
    const command = `assist stream CALL.wav --lang ${this.getAttribute("lang-of-call")} --url ${this.getAttribute("audio-url")} --call ${this.getAttribute("call")}`;
    return make(
      "section",
      { class: "awaiting" },
      make("p", {}, t.waiting_text),
      make("code", {}, command),
      make("div", { class: "actions" }, make("button", { class: "primary", on: { click: () => this.#toggleMicrophone() } }, t.microphone_on)),
      make("p", { class: "hint", role: "status" }),
    );
  }

  #connect() {
    const script = this.#locale === "zh-Hant" ? "?script=hant" : "";
    const source = new EventSource(`/calls/${encodeURIComponent(this.getAttribute("call"))}/events${script}`);
    source.onopen = () => this.#receive({ kind: "connection", state: "live" });
    source.onerror = () => this.#receive({ kind: "connection", state: "reconnecting" });
    source.onmessage = (event) => this.#receive(JSON.parse(event.data));
    source.addEventListener("end", () => {
      source.close();
      this.#receive({ kind: "connection", state: "live" });
    });
    this.#source = source;
  }

  #receive(message) {
    this.#state = reduce(this.#state, message);
    if (message.kind === "suggestions") {
      // A new best card opens by itself; the one being read stays open as long as it is offered.
      const top = message.cards[0]?.id ?? null;
      if (top !== this.#top) this.#chosen = 0;
      this.#top = top;
    }
    if (this.#painting) return;
    // Many messages of one moment (a panel that caught up) are painted once.
    this.#painting = true;
    queueMicrotask(() => {
      this.#painting = false;
      this.#paint();
    });
  }

  #paint() {
    const t = this.#t;
    const state = this.#state;
    this.#chosen = Math.min(this.#chosen, Math.max(0, openCards(state).length - 1));
    this.dataset.last = state.last;
    paintConnection(this.#parts.connection, state, t);
    paintStages(this.#parts.stages, state, t);
    paintChecks(this.#parts.checks, state, t);
    paintFindings(this.#parts.findings, state, t, { seen: (numbers) => this.#seen(numbers) });
    paintCards(this.#parts.cards, state, this.#chosen, t, {
      choose: (index) => this.#choose(index),
      feedback: (card, action) => this.#feedback(card, action),
    });
    paintPromises(this.#parts.promises, state, t, this.#locale);
    paintSummary(this.#parts.summary, state, t, { save: (lines) => this.#save(lines) });
    this.#parts.transcript.paint(state, t, this.#locale);
    const trying = this.#microphone !== null;
    this.#parts.waiting.hidden = (state.call !== null && !trying) || state.ended !== null;
    this.#parts.cards.hidden = state.ended !== null;
  }

  #choose(index) {
    if (index >= openCards(this.#state).length) return;
    this.#chosen = index;
    this.#paint();
  }

  async #feedback(card, action) {
    const call = encodeURIComponent(this.getAttribute("call"));
    this.#receive({ kind: "card_feedback", card, action });
    await fetch(`/calls/${call}/cards/${encodeURIComponent(card)}/${action}`, { method: "POST" });
  }

  #seen(numbers) {
    numbers.forEach((of) => this.#receive({ kind: "finding_seen", of }));
  }

  async #save(lines) {
    const call = encodeURIComponent(this.getAttribute("call"));
    const response = await fetch(`/calls/${call}/summary`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ lines }),
    });
    return response.ok;
  }

  async #toggleMicrophone() {
    const button = this.#parts.waiting.querySelector("button");
    const hint = this.#parts.waiting.querySelector("[role=status]");
    if (this.#microphone) {
      this.#microphone.stop();
      this.#microphone = null;
      button.textContent = this.#t.microphone_on;
      this.#paint();
      return;
    }
    const microphone = new Microphone({
      url: this.getAttribute("audio-url"),
      call: this.getAttribute("call"),
      lang: this.getAttribute("lang-of-call"),
      tell: (state, why) => (hint.textContent = state === "error" ? why : this.#t[`microphone_is_${state}`]),
    });
    try {
      await microphone.start();
      this.#microphone = microphone;
      button.textContent = this.#t.microphone_off;
    } catch (error) {
      hint.textContent = `${this.#t.microphone_refused} (${error.name})`;
    }
  }

  #onKey = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest?.("input, textarea, select")) return;
    const card = openCards(this.#state)[this.#chosen];
    switch (event.key.toLowerCase()) {
      case "1":
      case "2":
      case "3":
        this.#choose(Number(event.key) - 1);
        break;
      case "u":
        if (card) this.#feedback(card.id, "used");
        break;
      case "n":
        if (card) this.#feedback(card.id, "dismissed");
        break;
      case "x": {
        const finding = openFindings(this.#state)[0];
        if (finding) this.#seen(finding.numbers);
        break;
      }
      case "t":
        this.querySelector(".transcript").focus();
        break;
      default:
        return;
    }
    event.preventDefault();
  };
}

customElements.define("guidance-panel", GuidancePanel);
