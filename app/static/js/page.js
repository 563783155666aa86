// The walk's document: what its elements say, and the few marks that a script sets on them.
import { written } from "./words.js";

/**
 * @typedef {object} Stop
 * @property {number} line
 * @property {string} state  todo, done, short, skipped
 * @property {string} address
 * @property {string} bin
 * @property {string} digits
 * @property {string} name
 * @property {[string, number, string][]} codes
 * @property {string} lot
 * @property {boolean} asksLot
 * @property {boolean} asksSerial
 * @property {string[]} serials  of the units that were picked
 * @property {number} quantity
 * @property {number} picked
 * @property {number} short
 * @property {number} left
 * @property {number} place
 * @property {string} placePosition
 * @property {string} metres
 * @property {HTMLElement} element
 *
 * @typedef {{id: number, position: string, tote: string, address: string, element: HTMLElement}} Place
 */

export const walkElement = () => document.getElementById("walk");
export const lineElement = (line) => document.getElementById(`stop-${line}`);
export const placeElement = (place) => document.getElementById(`place-${place}`);

/** What is asked to be scanned; `alone`: the last scan at a stop confirms it. */
export function asks() {
  const walk = walkElement().dataset;
  return { bin: "asksBin" in walk, item: "asksItem" in walk, tote: "asksTote" in walk, each: "countEach" in walk, alone: "alone" in walk };
}

/** @returns {Stop} */
export function readStop(element) {
  const said = element.dataset;
  const quantity = Number(said.quantity);
  const picked = Number(said.picked);
  const short = Number(said.short);
  return {
    element,
    line: Number(said.line),
    state: said.state,
    address: said.address,
    bin: said.bin,
    digits: said.digits,
    name: said.name,
    get codes() {
      return JSON.parse(said.codes);
    },
    lot: said.lot,
    asksLot: "asksLot" in said,
    asksSerial: "asksSerial" in said,
    get serials() {
      return JSON.parse(said.serials || "[]");
    },
    quantity,
    picked,
    short,
    left: quantity - picked - short,
    place: Number(said.place),
    placePosition: said.placePosition,
    metres: said.metres,
  };
}

/** @returns {Stop[]} in path order */
export function stops() {
  return Array.from(document.querySelectorAll("[data-stop]"), readStop);
}

/** @returns {Stop[]} what is still to do: in path order, what was skipped last */
export function open() {
  const all = stops();
  return [...all.filter((stop) => stop.state === "todo"), ...all.filter((stop) => stop.state === "skipped")];
}

/** @returns {Place[]} */
export function places() {
  return Array.from(document.querySelectorAll("[data-place-card]"), readPlace);
}

/** @returns {Place} */
export function readPlace(element) {
  const { place, position, tote, toteAddress } = element.dataset;
  return { id: Number(place), position, tote, address: toteAddress, element };
}

/** @returns {{code: string, address: string}[]} */
export function lanes() {
  return Array.from(document.querySelectorAll("[data-lane]"), ({ dataset }) => ({ code: dataset.lane, address: dataset.address }));
}

/** @param {import("./journal.js").LineState} after */
export function setLine(element, after) {
  for (const key of Object.keys(after)) element.dataset[key] = String(after[key]);
  const { left, picked, lot } = readStop(element);
  const shown = { left: written(left), picked: written(picked), lot };
  for (const part of Array.from(element.querySelectorAll("[data-part=left], [data-part=picked], [data-part=lot]"))) part.textContent = String(shown[part.dataset.part]);
}

/** @param {{code: string, address: string}} after */
export function setTote(element, after) {
  element.dataset.tote = after.code;
  element.dataset.toteAddress = after.address;
  element.querySelector("[data-part=tote]").textContent = after.address;
  document.querySelector(`[data-tote-of="${element.dataset.place}"]`).textContent = after.address;
}

/**
 * Put fragments of the server in the place of the elements of the same id.
 * @param {string} html
 * @returns {boolean} whether each had its place
 */
export function takeOver(html) {
  const box = document.createElement("template");
  let isWhole = true;
  box.innerHTML = html;
  for (const fresh of Array.from(box.content.querySelectorAll("[data-stop], [data-place-card], [data-carton]"))) {
    const old = document.getElementById(fresh.id);
    isWhole = isWhole && Boolean(old);
    if (!old) continue;
    if (fresh.dataset.metres === "") fresh.dataset.metres = old.dataset.metres;
    fresh.classList.toggle("is-here", old.classList.contains("is-here"));
    old.replaceWith(fresh);
  }
  return isWhole;
}

/**
 * The walk anew, as the server has it: its places and stops, whether it is done, and its map.
 * @returns {boolean} whether it is a walk at all; networks that ask for a password answer with pages of their own
 */
export function takeOverAll(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  const fresh = box.content.querySelector("#stops");
  if (!fresh) return false;
  Object.assign(walkElement().dataset, { version: fresh.dataset.version, state: fresh.dataset.walkState, paused: fresh.dataset.walkPaused });
  const here = document.querySelector(".walk .is-here");
  const same = here && here.id && box.content.querySelector(`#${here.id}`);
  if (same) same.classList.add("is-here");
  for (const part of ["places", "stops", "map"]) replace(part, box.content);
  return true;
}

function replace(id, box) {
  const fresh = box.querySelector(`#${id}`);
  const old = document.getElementById(id);
  if (!fresh || !old) return;
  fresh.hidden = old.hidden;
  old.replaceWith(fresh);
}
