// What the panel knows, as a pure function of the messages it got: (state, message) -> state. No DOM here.

export const STAGES = ["line", "recognition", "tagging", "compliance", "checks", "guidance", "store"];

export const emptyState = Object.freeze({
  connection: "connecting",
  last: 0,
  call: null,
  line: {},
  rightParty: "unanswered",
  utterances: [],
  partials: {},
  cards: [],
  feedback: {},
  findings: [],
  seen: [],
  checks: {},
  promises: [],
  stages: {},
  ended: null,
});

export function reduce(state, message) {
  if (message.number !== undefined) {
    // A reader that comes back may be sent what it has: numbers make that harmless.
    if (message.number <= state.last) return state;
    state = { ...state, last: message.number };
  }
  switch (message.kind) {
    case "started":
      return { ...state, call: message };
    case "utterance": {
      const { [message.speaker]: said, ...partials } = state.partials;
      const utterance = { ...message, tags: [], promises: [], findings: [] };
      return { ...state, partials, utterances: [...state.utterances, utterance] };
    }
    case "partial":
      return { ...state, partials: { ...state.partials, [message.speaker]: message.text } };
    case "tags":
      return onTurn(state, message.turn, (u) => ({ ...u, tags: message.tags }));
    case "right_party":
      return { ...state, rightParty: message.state };
    case "promise":
      return onTurn({ ...state, promises: [...state.promises, message] }, message.turn, (u) => ({
        ...u,
        promises: [...u.promises, message],
      }));
    case "finding":
      return onTurn({ ...state, findings: [...state.findings, message] }, message.turn, (u) => ({
        ...u,
        findings: [...u.findings, message],
      }));
    case "check":
      return { ...state, checks: { ...state.checks, [message.check]: message } };
    case "suggestions":
      return { ...state, cards: message.cards };
    case "card_feedback":
      return { ...state, feedback: { ...state.feedback, [message.card]: message.action } };
    case "stage":
      return { ...state, stages: { ...state.stages, [message.stage]: message.state } };
    case "line":
      return { ...state, line: { ...state.line, ...message } };
    case "interrupted":
      return { ...state, line: { ...state.line, state: "interrupted" } };
    case "resumed":
      return { ...state, line: { ...state.line, state: "live" } };
    case "ended": {
      const checks = Object.fromEntries(message.checks.map((check) => [check.check, check]));
      return { ...state, ended: message, checks, promises: message.promises, partials: {} };
    }
    case "summary_saved":
      return state.ended ? { ...state, ended: { ...state.ended, summary: message.summary } } : state;
    case "connection":
      return { ...state, connection: message.state };
    case "finding_seen":
      return { ...state, seen: [...state.seen, message.of] };
    default:
      console.warn("unknown panel message", message.kind);
      return state;
  }
}

function onTurn(state, turn, change) {
  const at = state.utterances.findLastIndex((utterance) => utterance.turn === turn);
  if (at < 0) return state;
  const utterances = state.utterances.slice();
  utterances[at] = change(utterances[at]);
  return { ...state, utterances };
}

// The cards still to be offered: what the agent found not helpful is gone at once.
export function openCards(state) {
  return state.cards.filter((card) => state.feedback[card.id] !== "dismissed");
}

// Findings not yet seen to, newest first, repeats of a kind folded into the newest.
export function openFindings(state) {
  const folded = new Map();
  for (const finding of state.findings) {
    if (state.seen.includes(finding.number)) continue;
    const earlier = folded.get(finding.category);
    folded.delete(finding.category);
    folded.set(finding.category, {
      ...finding,
      numbers: [...(earlier?.numbers ?? []), finding.number],
    });
  }
  return [...folded.values()].reverse();
}

export function stageStates(state) {
  const states = Object.fromEntries(STAGES.map((stage) => [stage, state.stages[stage] ?? "ok"]));
  const line = state.line.state ?? "waiting";
  states.line = line === "live" || line === "closed" ? "ok" : line;
  if (state.line.store === "down") states.store = "down";
  if (!state.call) for (const stage of STAGES.slice(1)) states[stage] = "waiting";
  return states;
}
