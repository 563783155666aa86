// The document of an order's packing: its lines are read as stops are (page.js), its cartons and checks here.
import { stops, walkElement } from "./page.js";
import { walk } from "./state.js";

/**
 * @typedef {{number: number, state: string, units: number, name: string, id: string, element: HTMLElement}} Carton
 *   `state`: next (it will be opened by its first unit), open, verify (it weighs what it should not), closed, shipped
 * @typedef {{id: string, state: string, barcode: string, words: string, url: string}} Check
 * @typedef {{id: string, name: string, codes: [string, number, string][], lot: string, asksSerial: boolean, serials: string[], left: number, verified: number}} Content
 * @typedef {{closing: boolean, line: number, item: string, weight: number, by: string, missing: string, emptying: number}} Held
 */

/** What the packer has begun and not yet confirmed; it outlives a reload. @returns {Held} */
export function held() {
  if (!walk.held) clear();
  return walk.held;
}

export function clear() {
  walk.held = { closing: false, line: 0, item: "", weight: 0, by: "", missing: "", emptying: 0 };
}

/** @returns {Carton[]} */
export function cartons() {
  return Array.from(document.querySelectorAll("[data-carton]"), (element) => {
    const { number, state, units, name } = element.dataset;
    return { number: Number(number), state, units: Number(units), name, id: element.id, element };
  });
}

/** The carton into which the next unit goes. @returns {Carton | undefined} */
export function filled() {
  const all = cartons();
  return all.find(({ state }) => state === "open") || all.find(({ state }) => state === "next");
}

/** The carton whose units are to be scanned once more. @returns {Carton | undefined} */
export const doubted = () => cartons().find(({ state }) => state === "verify");

/** What lies in a carton, and how much of it is still to be scanned once more. @returns {Content[]} */
export function contents({ element }) {
  return Array.from(element.querySelectorAll("[data-content]"), ({ id, dataset }) => {
    const { name, codes, lot, serials, quantity, verified } = dataset;
    return { id, name, codes: JSON.parse(codes), lot, serials: JSON.parse(serials), verified: Number(verified), left: Number(quantity) - Number(verified) };
  });
}

/** @returns {Check[]} */
export function checks() {
  return Array.from(document.querySelectorAll("[data-check]"), ({ id, dataset }) => ({ id, ...dataset }));
}

/** What is still to be done before the last carton of the order is closed; what is missing follows in none. @returns {Check | undefined} */
export function unticked() {
  const isLast = !left() || held().missing;
  return isLast ? checks().find(({ state }) => state === "todo") : undefined;
}

/** @returns {{id: string, name: string, barcode: string}[]} */
export function types() {
  return Array.from(document.querySelectorAll("[data-type]"), ({ dataset }) => ({ ...dataset, id: dataset.type }));
}

/** Nobody has said yet which carton it is that is filled, and the warehouse has some to choose from. */
export const unsaid = () => types().length > 0 && !filled().name;

/** How many units lie in the totes yet. */
export const left = () => stops().reduce((sum, line) => sum + line.left, 0);

/** @returns {"packing" | "emptying" | "verifying" | "closing" | "done" | "stopped"} */
export function at() {
  const { state } = walkElement().dataset;
  if (held().emptying) return "emptying";
  if (state !== "packing") return state;
  if (doubted()) return "verifying";
  const carton = filled();
  const begun = carton && carton.state === "open" && carton.units > 0;
  return begun && (held().closing || !left()) ? "closing" : "packing";
}

/** What the first open line is, or the one that was scanned last while nothing else is begun. */
export function here() {
  const all = stops();
  return all.find(({ line }) => line === held().line) || all.find(({ left: units }) => units > 0) || all[0];
}

/** The address of what is asked of the order; they differ in their last word. @param {string} kind */
export const of = (kind) => walkElement().dataset.packs.replace(/packs$/, kind);
