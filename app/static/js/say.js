// The answer to a scan or a tap: strip, colour and sound together.
import { feel } from "./feedback.js";
import { known } from "./matching.js";
import { lanes, places, stops, walkElement } from "./page.js";
import { keepRefusal } from "./refusals.js";
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
 */
export function refuse(code, wanted) {
  const here = known(code, { stops: stops(), places: places(), lanes: lanes() });
  if (here) return wrong(say(`is_${here.kind}`, here.values), wanted);
  const first = `${say("is_elsewhere", { code: short(code) })} ${wanted}`;
  feel("unknown");
  tell("unknown", first);
  name(code, wanted, first);
}

/** What the server refused of the queue: the stop it is about, and what to do. */
export function refused(operation, answer) {
  const words = textOf(answer.html);
  const kind = answer.outcome === "unknown_code" ? "unknown" : "wrong";
  feel(kind);
  const said = operation.about ? `${operation.about}: ${words}` : words;
  tell(kind, said);
  keepRefusal(said);
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

/** A code of many signs would push the rest out of the strip. */
export function short(code) {
  return code.length > 18 ? `${code.slice(0, 8)}…${code.slice(-8)}` : code;
}
