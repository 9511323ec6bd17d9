// What the agent should not have said: the newest in full with what to say instead, older ones folded.

import { make, paint } from "./elements.js";
import { openFindings } from "./panel-state.js";

const ICONS = { critical: "✕", major: "▲", minor: "●" };

export function paintFindings(parent, state, t, act) {
  const findings = openFindings(state);
  paint(parent, findings.map((finding) => finding.numbers), () =>
    findings.map((finding, index) => (index === 0 ? full(finding, t, act) : folded(finding, t))),
  );
}

function heading(finding, t) {
  const count = finding.numbers.length > 1 ? ` ×${finding.numbers.length}` : "";
  return [
    make("span", { "aria-hidden": "true" }, `${ICONS[finding.severity]} `),
    `${t[`category_${finding.category}`] ?? finding.category}${count}`,
    make("span", { class: "severity" }, t[`severity_${finding.severity}`]),
  ];
}

function full(finding, t, act) {
  return make(
    "article",
    { class: `finding ${finding.severity}`, role: "alert" },
    make("h3", {}, heading(finding, t)),
    make("blockquote", {}, finding.quote),
    make("p", { class: "why" }, finding.why),
    finding.say_instead && make("p", { class: "say" }, make("b", {}, `${t.say_instead} `), finding.say_instead),
    make(
      "p",
      { class: "source" },
      [finding.source, `${t[`origin_${finding.origin}`]}${finding.rule ? ` ${finding.rule}` : ""}`].filter(Boolean).join(" · "),
    ),
    make(
      "div",
      { class: "actions" },
      make("button", { on: { click: () => act.seen(finding.numbers) } }, make("kbd", {}, "X"), t.finding_seen),
    ),
  );
}

function folded(finding, t) {
  return make("p", { class: `finding folded ${finding.severity}` }, heading(finding, t));
}
