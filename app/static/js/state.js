// Where the picker stands: the stop, and what was scanned there so far. It outlives a reload.
import { open, places, readStop, lineElement, walkElement } from "./page.js";

const task = Number(walkElement().dataset.task);
const PLACE = `walk-${task}`;

/** `busy`: the code that is being looked up; `swapping`: the place that gets another tote. */
export const walk = { task, /** @type {import("./matching.js").Held | null} */ held: null, swapping: 0, busy: "" };

/** @returns {"cart" | "swap" | "stop" | "staging" | "done"} */
export function phase() {
  if (walkElement().dataset.state === "done") return "done";
  if (walk.swapping) return "swap";
  if (places().some((place) => !place.tote)) return "cart";
  return open().length ? "stop" : "staging";
}

/** The stop at which the picker stands; it stays while it is open, whatever happens around it. */
export function current() {
  const element = walk.held && lineElement(walk.held.line);
  const here = element && readStop(element);
  if (here && (here.state === "todo" || here.state === "skipped")) {
    if (walk.held.take > here.left) goTo(here);
    return here;
  }
  const next = open()[0] || null;
  if (next) goTo(next);
  return next;
}

/**
 * Begin at a stop. At the bin that was scanned already the bin is not asked for again.
 * @param {import("./page.js").Stop} stop
 */
export function goTo(stop) {
  const before = walk.held;
  const sameBin = before && before.bin && before.address === stop.address;
  const bin = sameBin ? before.bin : "";
  walk.held = { line: stop.line, address: stop.address, bin, item: "", lot: "", serials: [], count: 0, take: stop.left };
}

export function remember() {
  localStorage.setItem(PLACE, JSON.stringify(walk.held));
}

export function restore() {
  walk.held = JSON.parse(localStorage.getItem(PLACE) || "null");
}
