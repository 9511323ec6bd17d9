// The cards: three at most, the best first and open, each saying why it is shown.

import { make, paint } from "./elements.js";
import { openCards } from "./panel-state.js";

export function paintCards(parent, state, chosen, t, act) {
  const cards = openCards(state).slice(0, 3);
  const key = cards.map((card) => [card.id, card.why, state.feedback[card.id]]).concat([[chosen]]);
  paint(parent, key, () =>
    cards.length === 0
      ? make("p", { class: "quiet" }, state.utterances.length ? t.no_card : t.cards_come_here)
      : cards.map((card, index) => cardElement(card, index, index === chosen, state.feedback[card.id], t, act)),
  );
}

function cardElement(card, index, open, feedback, t, act) {
  const title = make(
    "button",
    { class: "card-title", "aria-expanded": String(open), on: { click: () => act.choose(index) } },
    make("kbd", {}, String(index + 1)),
    make("span", {}, card.title),
  );
  if (!open) return make("article", { class: "card folded" }, make("h3", {}, title));
  return make(
    "article",
    { class: `card ${feedback ?? ""}`, "data-card": card.id },
    make("h3", {}, title),
    make("p", { class: "why" }, card.why),
    card.say.map((sentence) => make("p", { class: "say" }, sentence)),
    card.ask && make("p", { class: "ask" }, make("b", {}, `${t.ask}: `), card.ask),
    make(
      "details",
      { class: "more" },
      make("summary", {}, t.more),
      card.avoid && make("p", { class: "avoid" }, make("b", {}, `${t.avoid}: `), card.avoid),
      card.source && make("p", { class: "source" }, card.source),
    ),
    make(
      "div",
      { class: "actions" },
      make(
        "button",
        { class: "primary", "aria-pressed": String(feedback === "used"), on: { click: () => act.feedback(card.id, "used") } },
        make("kbd", {}, "U"),
        feedback === "used" ? t.used_done : t.used,
      ),
      make("button", { on: { click: () => act.feedback(card.id, "dismissed") } }, make("kbd", {}, "N"), t.not_helpful),
    ),
  );
}
