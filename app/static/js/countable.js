// What a code stands for where goods are counted: any item, not only the stop's.
import { readItem } from "./matching.js";
import { stops, walkElement } from "./page.js";
import { short } from "./say.js";
import { walk } from "./state.js";
import { stillSays, tell } from "./strip.js";

/** How long the server may take to say what a code is before it is counted by its signs (ms). */
const PATIENCE = 1500;
const LOOKED = `codes-${walk.task}`;

/** What a code of this stop, of another stop, or one that was looked up before, stands for. */
export function own(code, stop) {
  const at = [stop, ...stops()].find((one) => readItem(code, one));
  if (!at) return null;
  const { item, byLot, bySerial } = at.element.dataset;
  return { ...readItem(code, at), key: item, name: at.name, byLot: byLot !== undefined, bySerial: bySerial !== undefined };
}

export function seen(code) {
  const known = JSON.parse(localStorage.getItem(LOOKED) || "[]").find((one) => readItem(code, one));
  return known ? { ...readItem(code, known), ...known } : null;
}

/** The server knows more codes than this walk has; without it the code itself is counted. Null: nobody knows it. */
export async function lookUp(code) {
  walk.busy = code;
  tell("asking", "…");
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  const unknown = { key: code, code, name: short(code), units: null, lot: "", serial: "", byLot: false, bySerial: false };
  try {
    const url = `${walkElement().dataset.codes}?code=${encodeURIComponent(code)}`;
    const response = await fetch(url, { headers: { Accept: "application/json" }, signal: stop.signal });
    if (response.status === 422) return null;
    const { item, name, codes, by_lot: byLot, by_serial: bySerial } = await response.json();
    const before = JSON.parse(localStorage.getItem(LOOKED) || "[]");
    const known = { key: String(item), name, codes, byLot, bySerial };
    localStorage.setItem(LOOKED, JSON.stringify([...before, known].slice(-200)));
    return seen(code) || unknown;
  } catch (offline) {
    return unknown;
  } finally {
    clearTimeout(clock);
    walk.busy = "";
    if (stillSays("…")) tell("todo", "");
  }
}
