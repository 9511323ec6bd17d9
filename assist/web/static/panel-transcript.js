// The transcript of both sides, growing at its end, with what is being said now in italics.

import { make, paint, clock } from "./elements.js";
import { promiseText } from "./panel-status.js";

export class Transcript {
  #list;
  #partials;
  #scroller;
  #follows = true;
  #height = 0;

  constructor(scroller, list, partials) {
    this.#scroller = scroller;
    this.#list = list;
    this.#partials = partials;
    // Somebody who scrolled up to read is left where they are; cards that grow or shrink are no scrolling.
    scroller.addEventListener("scroll", () => {
      if (scroller.clientHeight === this.#height) this.#follows = this.#isAtEnd();
    });
    new ResizeObserver(() => this.#toEnd()).observe(scroller);
  }

  paint(state, t, locale) {
    state.utterances.forEach((utterance, index) => {
      let item = this.#list.children[index];
      if (!item) {
        item = make("li", {});
        this.#list.append(item);
      }
      const key = [utterance.number, utterance.tags, utterance.findings.length, utterance.promises.length];
      paint(item, key, () => utteranceElement(utterance, t, locale));
    });
    paint(this.#partials, state.partials, () =>
      Object.entries(state.partials).map(([speaker, text]) =>
        make("p", { class: `said ${speaker} partial` }, make("b", {}, `${t[`speaker_${speaker}`]} `), text),
      ),
    );
    this.#toEnd();
  }

  #toEnd() {
    this.#height = this.#scroller.clientHeight;
    if (this.#follows) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < 60;
  }
}

function utteranceElement(utterance, t, locale) {
  return make(
    "div",
    { class: `said ${utterance.speaker}` },
    make("b", {}, `${t[`speaker_${utterance.speaker}`]} `),
    make("time", {}, clock(utterance.start_s)),
    make("p", {}, marked(utterance, t)),
    utterance.tags.length + utterance.promises.length > 0 &&
      make(
        "ul",
        { class: "tags", "aria-label": t.tags },
        utterance.tags.map((tag) => make("li", { class: `tag ${tag.tag}`, title: tag.score.toFixed(2) }, tagText(tag, t))),
        utterance.promises.map((promise) => make("li", { class: "tag slots" }, promiseText(promise, t, locale))),
      ),
  );
}

function tagText(tag, t) {
  const reasons = (tag.reasons ?? []).map((reason) => t[`reason_${tag.tag}_${reason}`] ?? reason);
  const speaking = tag.on_the_line ? [t.on_the_line] : [];
  return [t[`tag_${tag.tag}`] ?? tag.tag, ...reasons, ...speaking].join(" · ");
}

// Offsets count characters as the server does (code points), not JavaScript's UTF-16 units.
function marked(utterance, t) {
  const characters = Array.from(utterance.text);
  const parts = [];
  let at = 0;
  const findings = [...utterance.findings].sort((a, b) => a.start - b.start);
  for (const finding of findings) {
    if (finding.start < at) continue;
    parts.push(characters.slice(at, finding.start).join(""));
    const quote = characters.slice(finding.start, finding.end).join("");
    parts.push(make("mark", { class: finding.severity, title: `${t[`category_${finding.category}`]}: ${finding.why}` }, quote));
    at = finding.end;
  }
  parts.push(characters.slice(at).join(""));
  return parts;
}
