// What not every stop has: serial numbers, less than asked; and when the shelf disagrees: too few, damaged units,
// another lot, a bin that should be empty; a pause, and a call to the lead.
import { act, confirm, send, toteOf } from "./atstop.js";
import { feel } from "./feedback.js";
import { readCode } from "./grammar.js";
import { isLot, known, readItem } from "./matching.js";
import { asks, lanes, places, stops, walkElement } from "./page.js";
import { asking, changed, refuse, right, wrong } from "./say.js";
import { current, phase, walk } from "./state.js";
import { say } from "./words.js";

const ASKED = `zero-${walk.task}`;
const zero = document.getElementById("zero");
/** The addresses of what is asked of the whole walk differ in their last word only. */
const ofWalk = (kind) => walkElement().dataset.undos.replace(/undos$/, kind);

showZero();

/** One number, one unit; never the same one twice on a walk. It may stand in the item's own code. */
export function takeSerial(code, stop) {
  const { held } = walk;
  const { serial, text } = readCode(code);
  const item = readItem(code, stop);
  if (!serial && held.serials.length && code === toteOf(stop)) return confirm(stop, code);
  if (serial ? !item : item || known(code, { stops: stops(), places: places(), lanes: lanes() })) return refuse(code, say("want_serial"));
  const number = serial || text;
  if (held.serials.includes(number) || stops().some((one) => one.serials.includes(number))) return wrong(say("serial_twice", { code: number }));
  held.serials.push(number);
  return right("right");
}

/** @param {string} reason */
export async function short(reason) {
  const stop = current();
  if (!stop) return;
  if (!(await act(stop, "shorts", { reason }, { state: "short", short: stop.short + stop.left }))) return;
  current();
  changed();
  asking(say("short_said", stop));
}

/** Take another quantity than asked: the rest stays to pick. @param {string} text */
export function takeQuantity(text) {
  const stop = current();
  const take = Number(text);
  if (!Number.isInteger(take) || take < 1 || take > stop.left) return wrong(say("too_many", stop));
  walk.held.take = take;
  walk.held.serials = walk.held.serials.slice(0, take);
  walk.held.count = asks().each ? Math.min(walk.held.count, take) : walk.held.count && take;
  return right("right");
}

/** Damaged units leave the bin; good ones that nobody keeps stand in for them, the rest comes from elsewhere. */
export async function damage(units) {
  const stop = current();
  if (!stop) return;
  const { spare, emptyAt } = stop.element.dataset;
  const lost = Math.max(0, units - Number(spare));
  if (!Number.isInteger(units) || units < 1 || lost > stop.left) return wrong(say("too_many_damaged", { most: Number(spare) + stop.left }));
  const before = { spare };
  const after = { state: lost === stop.left ? "short" : stop.state, short: stop.short + lost, spare: Math.max(0, spare - units) };
  if (emptyAt) {
    before.emptyAt = emptyAt;
    after.emptyAt = emptyAt - units;
  }
  if (!(await act(stop, "damages", { quantity: String(units) }, after, "", before))) return;
  current();
  changed();
  asking(say("damaged_said", { count: units }));
}

/**
 * Another lot of the item, that lies in the same bin: it is taken for what is left of the stop, where that may be.
 * @returns {Promise<boolean | null>} whether it is the stop's lot now; null when no such lot may be
 */
export async function swapLot(code, stop) {
  const { lots, spare } = stop.element.dataset;
  const all = JSON.parse(lots || "[]");
  const found = all.find(([lot]) => isLot(code, lot));
  if (!found) return null;
  const [lot, free] = found;
  if (free < stop.left) {
    wrong(say("lot_kept", { lot, free }), say("want_lot", stop));
    return false;
  }
  const now = all.map((one) => (one === found ? [stop.lot, Number(spare) + stop.left] : one));
  const after = { lot, state: "todo", lots: JSON.stringify(now), spare: free - stop.left };
  return act(stop, "lots", { lot }, after, "", { lot: stop.lot, lots, spare });
}

/** After a confirmation: where the book says that nothing is left in the bin, the picker is asked, and goes on. */
export function askZero(stop, emptyAt) {
  const picked = stops().filter((one) => one.address === stop.address).reduce((sum, one) => sum + one.picked, 0);
  if (picked !== Number(emptyAt)) return;
  localStorage.setItem(ASKED, JSON.stringify({ address: stop.address, url: stop.element.dataset.picks.replace(/picks$/, "zero-checks") }));
  showZero();
}

/** The next bin was scanned: what was not answered stays unanswered; nobody is taken to have said yes. */
export function forgetZero() {
  localStorage.removeItem(ASKED);
  showZero();
}

/** @param {"yes" | "no"} empty */
export async function answerZero(empty) {
  const { address, url } = asked();
  if (!(await send({ url, fields: { empty }, about: address, effects: [] }))) return;
  forgetZero();
  if (empty === "yes") feel("right");
  else asking(say("count_raised", { address }));
}

/** @param {string} reason */
export async function call(reason) {
  const stop = phase() === "stop" && current();
  const fields = stop ? { reason, line_id: String(stop.line) } : { reason };
  if (await send({ url: ofWalk("calls"), fields, about: stop ? stop.address : "", effects: [] })) asking(say("called"));
}

/** @param {boolean} begins */
export async function rest(begins) {
  const effect = { kind: "rest", before: begins ? "" : "1", after: begins ? "1" : "" };
  if (await send({ url: ofWalk(begins ? "pauses" : "resumptions"), fields: {}, about: "", effects: [effect] })) right("right");
}

function asked() {
  return JSON.parse(localStorage.getItem(ASKED) || "null");
}

function showZero() {
  const now = asked();
  zero.hidden = !now;
  if (now) document.getElementById("zero-asked").textContent = say("is_empty", now);
}
