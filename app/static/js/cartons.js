// What is done with a carton as a whole: another type of it, another carton, open it again, empty it, verify it.
import { cartons, clear, contents, doubted, filled, held, of, types } from "./bench.js";
import { choose as ask } from "./choose.js";
import { readCode } from "./grammar.js";
import { send } from "./journal.js";
import { askFor } from "./keys.js";
import { added, readItem } from "./matching.js";
import { asks, walkElement } from "./page.js";
import { asking, refuse, right, wrong } from "./say.js";
import { say } from "./words.js";

const about = (number) => say("carton", { carton: number });

/** The carton that is filled is one of that type. */
export async function choose(type) {
  const carton = filled();
  if (!carton) return wrong(say("carton_offline"));
  const effects = [{ kind: "mark", id: carton.id, before: { name: carton.name }, after: { name: type.name } }];
  if (!(await send({ url: of("types"), fields: { carton: String(carton.number), type: type.barcode }, about: about(carton.number), effects }))) return undefined;
  document.body.classList.remove("is-boxing");
  return right("right");
}

/** It is none of the warehouse's: its sides are measured, or it goes on without. */
function other() {
  if (!filled()) return wrong(say("carton_offline"));
  return ask(say("ask_other"), [say("measure_it"), say("not_measured")], (index) => (index ? takeOther([]) : measure([])));
}

/** Side by side, in centimetres. @param {number[]} sides */
function measure(sides) {
  const asked = [say("ask_length"), say("ask_width"), say("ask_height")];
  if (sides.length === asked.length) return takeOther(sides);
  return askFor(asked[sides.length], "", (text) => (isSide(Number(text)) ? measure([...sides, Number(text)]) : wrong(say("side_odd"))));
}

const isSide = (side) => Number.isInteger(side) && side >= 1 && side <= 300;

async function takeOther(sides) {
  const { id, name, number } = filled();
  const effects = [{ kind: "mark", id, before: { name }, after: { name: say("other_carton") } }];
  if (!(await send({ url: of("others"), fields: { carton: String(number), sides: sides.join(" ") }, about: about(number), effects }))) return undefined;
  document.body.classList.remove("is-boxing");
  return right("right");
}

/** The one that is filled stays open beside it. */
async function another() {
  const next = cartons().find(({ state }) => state === "next");
  if (!next) return wrong(say("carton_offline"));
  if (!(await send({ url: of("cartons"), fields: {}, about: about(next.number), effects: [] }))) return undefined;
  document.body.classList.remove("is-boxing");
  return right("right");
}

/** A closed carton is packed again. @param {number} number */
async function reopen(number) {
  const carton = cartons().find((one) => one.number === number);
  const effects = [{ kind: "mark", id: carton.id, before: { state: "closed" }, after: { state: "open" } }];
  if (walkElement().dataset.state === "done") effects.push({ kind: "walk", before: "done", after: "packing" });
  if (!(await send({ url: of("reopenings"), fields: { carton: String(number) }, about: about(number), effects }))) return;
  clear();
  document.body.classList.remove("is-boxing");
  right("right");
}

/** All that is in it lies in a tote again: which one is scanned next. @param {number} number */
function empty(number) {
  clear();
  held().emptying = number;
  document.body.classList.remove("is-boxing");
  right("right");
}

/** What that does to the lines only the server knows. @param {string} tote */
export async function emptyInto(tote) {
  const number = held().emptying;
  if (!(await send({ url: of("emptyings"), fields: { carton: String(number), tote }, about: about(number), effects: [] }))) return undefined;
  clear();
  return right("right");
}

/** Units of the carton that weighs what it should not are scanned once more. @param {string} code */
export async function verify(code) {
  const carton = doubted();
  const { text, lot, serial } = readCode(code);
  const all = contents(carton);
  const content = all.find((one) => one.serials.includes(serial || text)) || all.find((one) => one.left && readItem(code, one) && (!lot || lot === one.lot));
  if (!content && all.some((one) => readItem(code, one))) return wrong(say("verified_all"));
  if (!content) return refuse(code, say("want_of_carton", { carton: carton.number }));
  const found = readItem(code, content) || { code: content.codes[0][0], units: 1 };
  if (content.serials.length && !content.serials.includes(serial || text)) return asking(say("scan_serial"));
  const units = content.serials.length ? 1 : added(found, { take: content.left, count: 0 }, asks());
  if (units > content.left) return wrong(say("counts_more", { count: units, left: content.left }));
  const fields = { carton: String(carton.number), item: found.code, lot: content.lot, serials: content.serials.length ? serial || text : "", quantity: String(units) };
  const effects = [{ kind: "mark", id: content.id, before: { verified: content.verified }, after: { verified: content.verified + units } }];
  if (content.left === units && all.every((one) => one === content || !one.left)) effects.push({ kind: "mark", id: carton.id, before: { state: "verify" }, after: { state: "open" } });
  if (!(await send({ url: of("verifications"), fields, about: about(carton.number), effects }))) return undefined;
  return right(effects.length > 1 ? "done" : "right");
}

/** What was said to be missing is there; its line is the server's to say. @param {DOMStringMap} missing */
async function foundAgain({ loss, name }) {
  if (!(await send({ url: of("findings"), fields: { loss }, about: name, effects: [] }))) return;
  document.body.classList.remove("is-boxing");
  right("right");
}

/** Somebody else than who packed it looked at it. @param {number} number */
async function vouch(number) {
  if (await send({ url: of("second-looks"), fields: { carton: String(number) }, about: about(number), effects: [] })) right("right");
}

/** What its buttons do, by what they say of themselves. */
export const TAPS = {
  carton: ({ type }) => choose(types().find(({ id }) => id === type)),
  another,
  other,
  reopen: ({ number }) => reopen(Number(number)),
  empty: ({ number }) => empty(Number(number)),
  found: foundAgain,
  vouch: ({ number }) => vouch(Number(number)),
};
