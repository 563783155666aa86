// The list of a delivery, as the page has it: what is expected, what came, and where goods may go.
import { readCode } from "./grammar.js";
import { written } from "./words.js";

const list = () => document.getElementById("lines");
export const isOpen = () => ["announced", "receiving"].includes(list().dataset.state);
const rows = () => Array.from(list().querySelectorAll("[data-line]"));
const places = () => Array.from(list().querySelectorAll("[data-place]"));
export const plates = () => places().map(({ dataset }) => dataset.plate);
export const dockId = () => (places().find(({ dataset }) => dataset.dock) || { dataset: {} }).dataset.dock || "";
export const read = () => list().outerHTML;

/** The line on which so many of the lot count: its own, else the item's; none where nobody expected it. */
export function lineOf(sku, lot) {
  const of = rows().filter(({ dataset }) => dataset.sku === sku);
  return of.find(({ dataset }) => dataset.lot === lot) || of.find(({ dataset }) => !dataset.lot) || null;
}

/** How many are still to come. */
export const leftOn = (line) => (line ? Number(line.dataset.announced) - Number(line.dataset.received) : 0);

/** Units that were received here and that the list does not have yet. */
export function apply({ line, units }, isSent) {
  const row = rows().find(({ dataset }) => dataset.line === line);
  if (!row) return;
  row.dataset.received = String(Number(row.dataset.received) + units);
  if (!isSent) row.classList.add("is-kept");
  row.querySelector("[data-part=received]").textContent = written(Number(row.dataset.received));
}

/** What the page knows without the server: each item that is expected or came. */
export function known() {
  return rows().map(({ dataset }) => ({ sku: dataset.sku, name: dataset.name, codes: JSON.parse(dataset.codes), lots: "lots" in dataset, expiry: "expiry" in dataset, serial: "serial" in dataset }));
}

export function placeOf(scanned) {
  if (!scanned) return null;
  const { text, sscc } = readCode(scanned);
  return places().find(({ dataset }) => [text, sscc].includes(dataset.place)) || null;
}

/** Lay the list that came in `html`. @returns {boolean} whether it was a list at all */
export function put(html) {
  const fresh = boxed(html).querySelector("#lines");
  if (fresh) list().replaceWith(fresh);
  return Boolean(fresh);
}

/** Docks and plates of a list that is not laid yet. */
export const placesIn = (html) => Array.from(boxed(html).querySelectorAll("[data-place]"));

function boxed(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  return box.content;
}
