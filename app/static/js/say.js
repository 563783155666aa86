// The answer to a scan or a tap: strip, colour and sound together.
import { feel } from "./feedback.js";
import { GS } from "./grammar.js";
import { known } from "./matching.js";
import { lanes, places, stops, walkElement } from "./page.js";
import { showRefusals } from "./refusals.js";
import { stillSays, tell } from "./strip.js";
import { say } from "./words.js";

/** Draw the walk again. */
export function changed() {
  document.dispatchEvent(new CustomEvent("changed"));
}

/** What was asked for is there; the strip goes on to the next step. @param {import("./feedback.js").Kind} kind */
export function right(kind) {
  feel(kind);
  tell("todo", "");
  changed();
}

/** Nothing changed; the strip says so until the next scan. */
export function wrong(...words) {
  feel("wrong");
  tell("wrong", words.join(" "));
}

export function asking(words) {
  feel("asking");
  tell("asking", words);
}

/**
 * A code that is not wanted: what it is, as far as this device knows, then what to do. The server is asked for its
 * name afterwards; nobody waits for that.
 * @param {string} code
 * @param {string} wanted
 * @param {(code: string, wanted: string, first: string) => void} [ask]
 */
export function refuse(code, wanted, ask = name) {
  const here = known(code, { stops: stops(), places: places(), lanes: lanes() });
  if (here) return wrong(say(`is_${here.kind}`, here.values), wanted);
  const first = `${say("is_elsewhere", { code: short(code) })} ${wanted}`;
  feel("unknown");
  tell("unknown", first);
  ask(code, wanted, first);
}

/** Refusals that say themselves what becomes of the goods. */
const SAYS_GOODS = /^(too_many|line_closed|wrong_|lot_|scan_|stops_)/;

/** What the server refused of the queue: who did it, where, why, and what to do with the goods. */
export function told(operation, answer) {
  const mine = !operation.by || operation.by === document.body.dataset.worker;
  const where = [mine ? "" : operation.by, operation.about].filter(Boolean).join(", ");
  const goods = operation.goods && !SAYS_GOODS.test(answer.outcome) ? operation.goods : "";
  return [where && where + ":", textOf(answer.html), goods].filter(Boolean).join(" ");
}

/** It is said at once, and stays in the list. */
export function refused(operation, answer) {
  const kind = answer.outcome === "unknown_code" ? "unknown" : "wrong";
  feel(kind);
  tell(kind, told(operation, answer));
  showRefusals(2);
}

/** The device did not keep the scan. @param {Error} problem */
export function notSaved(problem) {
  wrong(say(problem.name === "QuotaExceededError" ? "device_full" : "not_saved"));
}

/** @param {string} html */
export function textOf(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  return box.content.textContent.trim();
}

async function name(code, wanted, first) {
  try {
    const response = await fetch(`${walkElement().dataset.meanings}?code=${encodeURIComponent(code)}`, {
      headers: { Accept: "application/json" },
    });
    if (!stillSays(first)) return;
    if (response.status === 404) return tell("unknown", `${say("is_unknown", { code: short(code) })} ${wanted}`);
    const names = response.ok ? (await response.json()).meanings.map((one) => one.name) : [];
    const is = (index) => tell("wrong", `${say("is_named", { name: names[index] })} ${wanted}`);
    if (names.length === 1) return is(0);
    if (names.length) (await import("./choose.js")).choose(say("ask_meaning", { code: short(code) }), names, is);
  } catch (offline) {
    // what is known without the network has been said
  }
}

/** A code of many signs would push the rest out of the strip; GS1's separator has no look of its own. */
export function short(code) {
  const seen = code.split(GS).join(" ").trim();
  return seen.length > 18 ? `${seen.slice(0, 8)}…${seen.slice(-8)}` : seen;
}
