// At the bench: a unit is scanned into the open carton; its lot and its number where they are tracked.
import { clear, filled, held, here, of } from "./bench.js";
import { readCode } from "./grammar.js";
import { send } from "./journal.js";
import { added, readItem } from "./matching.js";
import { asks, lanes, stops } from "./page.js";
import { refuse, right, wrong } from "./say.js";
import { say } from "./words.js";

/** What is needed only when a scan alone does not say it; it is there by the time it is. */
const asking = () => import("./benchasks.js");

/** @param {string} code @param {number} [counted]  how many units it is, where the packer had to say so */
export async function takeUnit(code, counted = 0) {
  const same = stops().filter((line) => readItem(code, line));
  if (!same.length) return takeOther(code);
  const found = readItem(code, same[0]);
  const open = same.filter(({ left }) => left > 0);
  if (!open.length) return wrong(say("all_packed", { count: same[0].picked, name: same[0].name }));
  const line = found.lot ? open.find(({ lot }) => lot === found.lot) : open.length === 1 && open[0];
  if (found.lot && !line && open[0].lot) return wrong(say("lot_of_other", { lot: found.lot, wanted: open.map(({ lot }) => lot).join(", ") }));
  return takeOf(line || open[0], { ...found, isSure: Boolean(line) || !open[0].asksLot }, code, counted);
}

async function takeOf(line, found, code, counted) {
  if (found.doubt && !counted && !line.asksSerial) return (await asking()).askCount(code, found.doubt);
  const units = line.asksSerial ? 1 : counted || added(found, { take: line.left, count: 0 }, asks());
  if (units > line.left && found.isSure) return wrong(say("counts_more", { count: units, left: line.left }));
  if (found.serial && line.asksSerial) return takeNumber(line, found.serial);
  if (!found.isSure || line.asksSerial) return wait(line, code);
  return pack(line, { item: code, serials: "", quantity: units });
}

/** It is right so far, and waits for its lot or its number. */
function wait({ line }, item) {
  Object.assign(held(), { line, item });
  right("right");
}

/** No item's code: the lot or the number of what was scanned before it; a number says by itself whose it is. */
function takeOther(code) {
  const { text } = readCode(code);
  const { item } = held();
  const ofItem = item ? stops().filter((line) => readItem(item, line)) : [];
  const numbered = stops().find((line) => line.asksSerial && [...line.serials, ...expected(line)].includes(text));
  if (numbered) return takeNumber(numbered, text);
  if (ofItem.length && ofItem[0].asksSerial) return wrong(say("serial_not_picked", { code: text }));
  const line = ofItem.find(({ lot, left }) => lot === text && left > 0);
  if (line) return pack(line, { item, serials: "", quantity: Math.min(line.left, added(readItem(item, line), { take: line.left, count: 0 }, asks())) });
  if (ofItem.length) return refuse(code, say("want_lot", { lot: ofItem.map(({ lot }) => lot).join(" / ") }));
  return refuse(code, say(lanes().some((tote) => tote.code === text) ? "want_unit" : "want_of_order"), nameStranger);
}

/** Whose it is, and what to do with it, the server says. */
const nameStranger = async (code, wanted, first) => (await asking()).nameStranger(code, first);

/** One number, one unit. */
function takeNumber(line, number) {
  if (line.serials.includes(number)) return wrong(say("serial_twice", { code: number }));
  if (!expected(line).includes(number)) return wrong(say("serial_not_picked", { code: number }));
  return pack(line, { item: line.codes[0][0], serials: number, quantity: 1 });
}

/** The numbers that were picked; those of `line.serials` are packed. */
const expected = ({ element }) => JSON.parse(element.dataset.expects || "[]");

/** So many units of a line go into the open carton. */
export async function pack(line, { item, serials, quantity }) {
  const carton = filled();
  if (!carton) return wrong(say("carton_offline"));
  const fields = { carton: String(carton.number), item, lot: line.lot, serials, quantity: String(quantity) };
  const goods = say("take_out", { count: quantity, name: line.name, carton: carton.number });
  const effects = [packed(line, quantity, serials), into(carton, quantity)];
  if (!(await send({ url: of("packs"), fields, about: line.name, goods, effects }))) return undefined;
  clear();
  held().line = line.line;
  return right(here().left ? "right" : "done");
}

/** What packing units, or taking them out again, changes on their line. */
export function packed({ line, picked, state, short, left, element, serials }, quantity, number) {
  const before = { picked, state, short };
  const after = { picked: picked + quantity, state: quantity === left ? "done" : "todo", short };
  if (number) {
    before.serials = element.dataset.serials;
    after.serials = JSON.stringify(quantity > 0 ? [...serials, number] : serials.filter((one) => one !== number));
  }
  return { kind: "line", id: line, before, after };
}

/** What it changes on the carton. */
export function into({ id, state, units }, quantity) {
  return { kind: "mark", id, before: { state, units }, after: { state: "open", units: units + quantity } };
}
