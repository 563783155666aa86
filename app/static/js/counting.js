// Counting at a stop: what lies there is scanned or typed. Nobody who counts is told what the book has.
import { act } from "./atstop.js";
import { lookUp, own, seen } from "./countable.js";
import { feel } from "./feedback.js";
import { readCode } from "./grammar.js";
import { send } from "./journal.js";
import { askFor } from "./keys.js";
import { stops, walkElement } from "./page.js";
import { asking, refuse, right, short, wrong } from "./say.js";
import { current, remember, walk } from "./state.js";
import { isStanding, tell } from "./strip.js";
import { show } from "./view.js";
import { say, written } from "./words.js";

const MOST = 999999;

/**
 * A lot of an item that was counted; `units` is null where nobody knows yet how many units one scan stands for.
 * @typedef {{key: string, code: string, name: string, units: number | null, scans: number, lot: string, byLot: boolean, serials: string[], bySerial: boolean}} Row
 */

const TAPS = { none, anew, number, lot, counted, finish };
let busy = false;

/** A second tap while the first one is being kept does nothing. */
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-do]");
  const tap = button && TAPS[button.dataset.do];
  if (!tap || busy || walk.busy) return;
  busy = true;
  try {
    await tap();
  } finally {
    busy = false;
  }
});

/** @returns {Row[]} the one that is counted now comes last */
function rows() {
  const { held } = walk;
  held.rows = held.rows || [];
  return held.rows;
}

const now = () => rows()[rows().length - 1];

/** At the stop: a scan, or without one only how it looks now. @param {string} [code] @param {"scanned" | "typed"} [how] */
export const step = async (code, how) => (code ? takeCount(code, how) : renderCount());

async function takeCount(code, how) {
  const stop = current();
  if (!stop) return wrong(say("want_lane"));
  if (!walk.held.bin) return takeBin(code, stop, how);
  if (code === stop.bin) return asking(say(rows().length ? "count_more" : next(stop)));
  const row = now();
  const found = own(code, stop) || seen(code);
  if (row && isOpen(row) && !(found && found.key !== row.key)) return takeNumber(code, row);
  const other = stops().find((one) => one.bin === code);
  if (other) return wrong(say("is_bin", other), say("count_finish_first"));
  return count(found || (await lookUp(code)), code);
}

function takeBin(code, stop, how) {
  const digits = how === "typed" && /^\d{1,4}$/.test(code);
  if (code !== stop.bin && !(digits && code === stop.digits)) {
    if (digits) return wrong(say("digits_wrong", { code }), say("want_bin", stop));
    return refuse(code, say(stops().some((one) => one.bin === code) ? "want_bin" : "want_bin_first", stop));
  }
  Object.assign(walk.held, { bin: code, began: Date.now(), rows: [] });
  return right("right");
}

/** Whether its lot, or the number of the unit that was scanned, is still to come. */
const isOpen = (row) => (row.byLot && !row.lot) || row.waits;

function takeNumber(code, row) {
  const read = readCode(code);
  if (row.byLot && !row.lot) {
    row.lot = read.lot || read.text;
    const same = rows().find((one) => one !== row && one.key === row.key && one.lot === row.lot);
    if (same) merge(same, row);
    return right("right");
  }
  return addSerial(row, read.serial || read.text);
}

function addSerial(row, serial) {
  if (rows().some((one) => one.serials.includes(serial))) return wrong(say("serial_twice", { code: serial }));
  row.serials.push(serial);
  row.units = row.serials.length;
  row.waits = false;
  return right("right");
}

/** Another lot of what is counted now: its scan comes first, the lot's after it. */
function lot() {
  const row = now();
  if (!row || !row.byLot || !row.lot) return asking(say("count_one_first"));
  walk.held.rows = [...rows(), { ...row, lot: "", units: 0, scans: 0 }];
  return right("right");
}

function merge(same, row) {
  same.units = same.units === null || row.units === null ? null : same.units + row.units;
  same.scans += row.scans;
  walk.held.rows = [...rows().filter((one) => one !== same && one !== row), same];
}

function count(found, code) {
  if (!found) {
    feel("unknown");
    return tell("unknown", `${say("is_unknown", { code: short(code) })} ${say("count_all")}`);
  }
  const row = rowOf(found);
  if (found.bySerial) {
    if (found.serial) return addSerial(row, found.serial);
    row.waits = true;
    return right("right");
  }
  row.scans += 1;
  row.units = row.units === null || found.units === null ? null : row.units + found.units;
  return right("right");
}

/** The row of the item and lot: the last one first, which is where the worker counts. */
function rowOf({ key, code, name, units, lot, byLot, bySerial }) {
  const same = rows().slice().reverse().find((row) => row.key === key && (!byLot || !lot || row.lot === lot));
  const row = same || { key, code, name, units: units === null ? null : 0, scans: 0, lot: lot || "", byLot, serials: [], bySerial, waits: false };
  walk.held.rows = [...rows().filter((one) => one !== row), row];
  return row;
}

/** How many there are, typed: of what was scanned last. */
function number() {
  const row = now();
  if (!walk.held.bin) return asking(say("count_bin_first"));
  if (!row) return asking(say("count_one_first"));
  if (row.bySerial) return asking(say("count_serials", row));
  return askFor(say("count_number"), "", (text) => {
    const units = Number(text);
    if (!/^\d+$/.test(text) || units > MOST) return wrong(say("count_not_whole"));
    row.units = units;
    return right("right");
  });
}

/** Nothing of it lies there: one touch. */
async function none() {
  if (!walk.held.bin) return asking(say("count_bin_first"));
  return note([]);
}

/** What was counted at this stop is thrown away, and begun from nothing. */
function anew() {
  walk.held.rows = [];
  return right("right");
}

/** This is what lies there. */
async function counted() {
  const row = rows().find(isOpen);
  if (!walk.held.bin) return asking(say("count_bin_first"));
  if (!rows().length) return asking(say("count_nothing"));
  if (row) return wrong(say(row.byLot && !row.lot ? "count_lot_missing" : "count_serials", row));
  return note(rows());
}

async function note(all) {
  const stop = current();
  const seconds = Math.max(0, Math.ceil((Date.now() - walk.held.began) / 1000));
  const fields = { bin: walk.held.bin, counts: JSON.stringify(all.map(told)), seconds: String(seconds), quantity: "1" };
  if (!(await act(stop, "$&", fields, { picked: 1, state: "done" }, say("put_back", stop)))) return;
  current();
  right("done");
}

/** @param {Row} row */
function told({ code, lot, units, scans, serials, bySerial }) {
  if (bySerial) return { code, lot, serials };
  return units === null ? { code, lot, scans } : { code, lot, units };
}

/** All is counted: the walk is over. */
async function finish() {
  const { state, stagings } = walkElement().dataset;
  const effects = [{ kind: "walk", before: state, after: "done" }];
  if (await send({ url: stagings, fields: {}, about: "", effects })) right("finished");
}

function next(stop) {
  const row = now();
  if (!walk.held.bin) return "scan_bin";
  if (!row) return "whole" in stop.element.dataset ? "count_all" : "scan_item";
  if (row.byLot && !row.lot) return "count_lot";
  return row.waits ? "count_serial" : "count_more";
}

/** The stop with what was counted so far, the one that is counted now large. */
function renderCount() {
  const stop = current();
  const row = now();
  const part = (name) => stop.element.querySelector(`[data-part=${name}]`);
  show(stop.element);
  part("units").textContent = row ? (row.units === null ? `${written(row.scans)}×` : written(row.units)) : "–";
  part("what").textContent = row ? nameOf(row) : "";
  part("rows").textContent = "";
  for (const one of rows().slice(0, -1).reverse()) part("rows").append(item(one));
  part("lots").hidden = !(row && row.byLot && row.lot);
  stop.element.dataset.tally = row ? "some" : walk.held.bin ? "none" : "";
  remember();
  const asked = next(stop);
  if (!isStanding()) tell("todo", say(asked));
  document.dispatchEvent(new CustomEvent("step", { detail: { step: asked === "scan_bin" ? "bin" : "item", stop } }));
}

function item(row) {
  const element = document.createElement("li");
  element.textContent = `${row.units === null ? say("count_scans", { count: row.scans }) : written(row.units)} · ${nameOf(row)}`;
  return element;
}

const nameOf = (row) => [row.name, row.lot && say("count_unknown_lot", row)].filter(Boolean).join(" · ");
