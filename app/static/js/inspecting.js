// What is known of a returned parcel on the device: its document, what this device did since, and what lies in the hand.
import { readCode, standsFor } from "./grammar.js";
import { keepPage } from "./paged.js";
import { tell } from "./strip.js";
import { written } from "./words.js";

export const inspection = document.getElementById("inspection");
export const task = `parcel-${inspection.dataset.parcel}`;
export const ways = JSON.parse(inspection.dataset.ways);
export const reasons = JSON.parse(inspection.dataset.allReasons);
const sheet = () => document.getElementById("document");
const KEPT = `inspecting-${inspection.dataset.parcel}`;
/**
 * What lies in the hand and is not confirmed; it outlives a reload.
 * @type {{item: string, code: string, name: string, lot: string, serial: string, count: number, answers: Object<string, string>, reason: string, way: string, override: string, stranger: boolean} | null}
 */
let held = JSON.parse(sessionStorage.getItem(KEPT) || "null");

export const page = keepPage({ task, page: inspection.dataset.page, url: inspection.dataset.document, put, read: () => sheet().outerHTML, apply, render: changed });

export const inHand = () => held;

/** @param {Object} what  the rest is as nobody has said it yet */
export function hold(what) {
  held = { item: "", lot: "", serial: "", count: 1, answers: {}, reason: "wrong_item", way: "", override: "", stranger: false, ...what };
}

export function letGo() {
  held = null;
}

/** What is held is kept, and what is next is asked for. */
export function settle() {
  if (held) sessionStorage.setItem(KEPT, JSON.stringify(held));
  else sessionStorage.removeItem(KEPT);
  tell("todo", "");
  changed();
}

/** The page is drawn again. */
function changed() {
  document.dispatchEvent(new CustomEvent("changed"));
}

/** @returns {HTMLElement} what was made, at the end of `parent` */
export function add(parent, tag, name, words) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = words;
  return parent.appendChild(made);
}

const all = (selector) => Array.from(sheet().querySelectorAll(selector));
export const rows = () => all("[data-item][data-codes]");
export const units = () => all("[data-unit]");
export const totes = () => all("[data-tote]");
export const isOpen = () => sheet().dataset.state === "open" && !("looks" in inspection.dataset);
export const graded = () => Number(sheet().dataset.graded);
export const expected = () => rows().reduce((sum, { dataset }) => sum + Number(dataset.expected), 0);
/** Announced, and not in a tote yet. */
export const left = () => rows().reduce((sum, { dataset }) => sum + Math.max(0, dataset.expected - dataset.received), 0);
export const row = () => rows().find(({ dataset }) => dataset.item === held.item);
const rules = () => JSON.parse(document.getElementById("rules").textContent);
/** Which version of the questions is asked: the answers are judged by it. */
export const version = () => String(rules().version);
export const asksLot = () => !held.stranger && "asksLot" in row().dataset && !held.lot;
export const asksSerial = () => !held.stranger && "asksSerial" in row().dataset && !held.serial;

/** What is asked next of the unit in the hand. */
export function question() {
  return questions().find(({ name, answers }) => !answers.some((one) => one.name === held.answers[name]));
}

function questions() {
  return rules().questions[held.stranger ? "default" : row().dataset.kind];
}

/** Where grade and reason lead, or a lead sent it. */
export function way() {
  if (held.way) return held.way;
  const all = rules();
  const order = JSON.parse(inspection.dataset.grades);
  const grades = questions().map(({ name, answers }) => answers.find((one) => one.name === held.answers[name]).grade);
  const worst = grades.sort((one, other) => order.indexOf(other) - order.indexOf(one))[0];
  return all.tables[tableOf(all)][worst][held.reason];
}

function tableOf({ stranger }) {
  if (held.stranger) return stranger;
  const lot = JSON.parse(row().dataset.lots).find(({ code }) => held.lot && code === held.lot);
  return lot ? lot.table : row().dataset.table;
}

/** The item by one of its codes, or by the number of one of its units. */
export function rowOf(read) {
  return rows().find(({ dataset }) => JSON.parse(dataset.codes).some(([known]) => standsFor(read, known)) || JSON.parse(dataset.serials).some((one) => one === read.text));
}

export const isSame = (code) => !held.stranger && rowOf(readCode(code)) === row();

/** A case's code counts all in it. */
export function unitsOf(read, { dataset }) {
  const entry = JSON.parse(dataset.codes).find(([known]) => standsFor(read, known));
  return "asksSerial" in dataset || !entry ? 1 : read.units || entry[1] * (read.count || 1);
}

/** @returns {boolean} whether it was a document at all */
function put(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  const fresh = box.content.querySelector("#document");
  if (fresh) sheet().replaceWith(fresh);
  return Boolean(fresh);
}

/** What this device did since the document was made. */
function apply(effect) {
  if (effect.kind === "finished") sheet().dataset.state = "done";
  if (effect.kind === "tote") totes().filter(({ dataset }) => dataset.tote === effect.tote).forEach((one) => one.remove());
  if (effect.kind === "graded") count(effect, 1);
  if (effect.kind === "undone") count(effect, -1);
}

function count({ item, name, count: units, serial, way: to, tote }, sign) {
  sheet().dataset.graded = String(graded() + sign * units);
  const mine = rows().find(({ dataset }) => item && dataset.item === item);
  if (mine) {
    mine.dataset.received = String(Number(mine.dataset.received) + sign * units);
    mine.dataset.left = String(Number(mine.dataset.left) - sign * units);
    mine.querySelector("[data-part=received]").textContent = written(Number(mine.dataset.received));
    mine.classList.add("is-kept");
  }
  const known = totes().find(({ dataset }) => dataset.barcode === tote);
  if (known) known.dataset.units = String(Number(known.dataset.units) + sign * units);
  if (sign > 0) add(all(".inspect__units")[0], "li", "inspect__unit is-kept", `${written(units)} × ${name}${serial ? ` · ${serial}` : ""} → ${ways[to]}`);
}

