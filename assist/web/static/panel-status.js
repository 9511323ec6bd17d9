// The head of the panel: is it live, who is on the line, which duties stand open, what was promised.

import { make, paint, clock, money } from "./elements.js";
import { stageStates } from "./panel-state.js";

export const OPENING = ["self_identified", "recording_notice", "identity_verified_before_disclosure", "mini_miranda"];
const MARKS = { met: "✓", missed: "✕", open: "○", not_applicable: "–" };

export function paintConnection(parent, state, t) {
  const connection = state.ended ? "ended" : connectionOf(state);
  const heard = state.utterances.at(-1)?.end_s ?? state.line.heard_s ?? 0;
  paint(parent, [connection, state.rightParty, Math.floor(heard), state.line.behind_s], () => [
    make("span", { class: `connection ${connection}` }, t[`connection_${connection}`]),
    make("span", { class: `party ${state.rightParty}` }, t[`party_${state.rightParty}`]),
    make("span", { class: "time" }, clock(heard)),
    state.line.behind_s > 0 && make("span", { class: "behind", role: "status" }, t.behind.replace("{s}", state.line.behind_s)),
  ]);
}

function connectionOf(state) {
  if (state.connection !== "live") return state.connection;
  const line = state.line.state;
  if (!state.call) return "waiting";
  return line === "line_lost" || line === "stalled" || line === "interrupted" ? line : "live";
}

export function paintStages(parent, state, t) {
  const states = stageStates(state);
  paint(parent, states, () =>
    Object.entries(states).map(([stage, is]) =>
      make(
        "li",
        { class: `stage ${is}` },
        make("span", { class: "mark", "aria-hidden": "true" }, is === "ok" ? "●" : is === "waiting" ? "○" : "▲"),
        t[`stage_${stage}`],
        make("span", { class: is === "ok" || is === "waiting" ? "unseen" : "" }, ` ${t[`stage_is_${is}`] ?? is}`),
      ),
    ),
  );
}

export function paintChecks(parent, state, t) {
  const shown = Object.values(state.checks).filter(
    (check) => check.status !== "not_applicable" && (OPENING.includes(check.check) || check.status !== "open" || state.ended),
  );
  const order = (check) => (OPENING.indexOf(check.check) + 1 || 99);
  shown.sort((a, b) => order(a) - order(b));
  paint(parent, shown.map((check) => [check.check, check.status]), () =>
    shown.map((check) =>
      make(
        "li",
        { class: `check ${check.status}`, title: check.why ?? null },
        make("span", { class: "mark", "aria-hidden": "true" }, MARKS[check.status]),
        t[`check_${check.check}`] ?? check.check,
        make("span", { class: "unseen" }, ` ${t[`check_is_${check.status}`]}`),
      ),
    ),
  );
}

export function paintPromises(parent, state, t, locale) {
  parent.hidden = state.promises.length === 0;
  // A promise that is said again is one promise.
  const texts = [...new Set(state.promises.map((promise) => promiseText(promise, t, locale)))];
  paint(parent, texts, () => [make("h2", {}, t.promises), make("ul", {}, texts.map((text) => make("li", {}, text)))]);
}

export function promiseText(promise, t, locale) {
  const amount = money(promise.amount, promise.currency, locale) || t.amount_open;
  const when = promise.date
    ? new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(`${promise.date}T12:00:00`))
    : (promise.date_text ?? t.date_open);
  const whose = promise.whose === "third_party" ? ` · ${t.promise_third_party}` : "";
  const condition = promise.condition ? ` · ${promise.condition}` : "";
  const extent = promise.extent ? ` · ${t[`promise_${promise.extent}`]}` : "";
  return `${amount} – ${when}${extent}${whose}${condition}`;
}
