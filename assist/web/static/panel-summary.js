// After the call: how it ended, and a summary that the agent can correct, copy and save.

import { make, paint } from "./elements.js";

export function paintSummary(parent, state, t, act) {
  parent.hidden = !state.ended;
  if (!state.ended) return;
  const { outcome, summary, reason } = state.ended;
  paint(parent, [outcome, summary], () => {
    const fields = summary.lines.map((line) =>
      make(
        "li",
        {},
        make("label", {}, make("span", { class: "kind" }, t[`summary_${line.kind}`] ?? line.kind), textarea(line)),
        make(
          "button",
          { class: "quiet", title: t.remove_line, "aria-label": t.remove_line, on: { click: (event) => event.target.closest("li").remove() } },
          "✕",
        ),
      ),
    );
    const list = make("ul", { class: "summary-lines" }, fields);
    const saved = make("span", { role: "status", class: "saved" });
    const lines = () =>
      [...list.querySelectorAll("textarea")].map((field) => ({
        kind: field.dataset.kind,
        text: field.value.trim(),
        turns: JSON.parse(field.dataset.turns),
      }));
    const add = () => list.append(make("li", {}, make("label", {}, make("span", { class: "kind" }, t.summary_note), textarea({ kind: "note", text: "", turns: [] }))));
    return [
      make("h2", {}, t.after_call),
      make("p", {}, make("b", {}, `${t.outcome}: `), t[`outcome_${outcome}`] ?? outcome, reason === "ended" ? "" : ` · ${t[`reason_${reason}`] ?? reason}`),
      list,
      make(
        "div",
        { class: "actions" },
        make("button", { class: "primary", on: { click: async () => (saved.textContent = (await act.save(lines())) ? t.saved : t.not_saved) } }, t.save_summary),
        make("button", { on: { click: async () => (saved.textContent = (await copy(lines(), t)) ? t.copied : t.not_copied) } }, t.copy_summary),
        make("button", { class: "quiet", on: { click: add } }, t.add_line),
        saved,
      ),
    ];
  });
}

function textarea(line) {
  const field = make("textarea", { rows: "2", "data-kind": line.kind, "data-turns": JSON.stringify(line.turns) });
  field.value = line.text;
  return field;
}

async function copy(lines, t) {
  const text = lines.map((line) => `${t[`summary_${line.kind}`] ?? line.kind}: ${line.text}`).join("\n");
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
