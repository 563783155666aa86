// What not every stop has: serial numbers, less than asked; and when the shelf disagrees: too few, damaged units,
// another lot, a bin that should be empty; a pause, and a call to the lead.
import { act, confirm, takeItem, takeScan, took, toteOf } from "./atstop.js";
import { feel } from "./feedback.js";
import { readCode } from "./grammar.js";
import { send } from "./journal.js";
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
showPart();
document.addEventListener("step", showPart);

/** What can be wrong differs where units are put from where they are taken. */
function showPart() {
  const here = document.querySelector("[data-stop].is-here");
  document.body.dataset.does = (here && here.dataset.does) || "";
}

/** One number, one unit; never the same one twice on a walk. It may stand in the item's own code. */
export function takeSerial(code, stop) {
  const { held } = walk;
  const { serial, text } = readCode(code);
  const item = readItem(code, stop);
  if (!serial && held.serials.length && code === toteOf(stop)) return confirm(stop, code);
  if (serial ? !item : item || known(code, { stops: stops(), places: places(), lanes: lanes() })) return refuse(code, say("want_serial"));
  const number = serial || text;
  if (held.serials.includes(number) || stops().some((one) => one.serials.includes(number))) return wrong(say("serial_twice", { code: number }));
  const { expects } = stop.element.dataset;
  if (expects && !JSON.parse(expects).includes(number)) return wrong(say("serial_other", { code: number }));
  held.serials.push(number);
  return took(stop);
}

/** Code and book count in different ways: the picker says which is meant. */
export async function askCount(code, stop, counts) {
  asking(say("ask_count"));
  const { choose } = await import("./choose.js");
  choose(say("ask_count"), counts.map(String), (index) => takeItem(code, stop, "typed", counts[index]));
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

/** A scan that is not for the stop's next step: `instead` says for what. */
export function takeInstead(code, how) {
  return walk.held.instead === "damaged" ? takeDamaged(code, how) : takeOtherBin(code);
}

/** @param {number} units  damaged; where each has a number, the numbers are asked for first */
export function damaged(units) {
  const stop = current();
  if (!stop || !stop.asksSerial || "expects" in stop.element.dataset || !isDamage(stop, units)) return stop && damage(stop, units, []);
  Object.assign(walk.held, { instead: "damaged", damaged: units, numbers: [] });
  return askDamaged();
}

function askDamaged() {
  const { damaged: units, numbers } = walk.held;
  asking(say("scan_damaged", { count: numbers.length + 1, all: units }));
}

/** The number of a damaged unit, alone or in the item's own code; bin, item and tote lead back to the stop. */
function takeDamaged(code, how) {
  const stop = current();
  const { held } = walk;
  const { serial, text } = readCode(code);
  const item = readItem(code, stop);
  if (serial ? !item : item || known(code, { stops: stops(), places: places(), lanes: lanes() })) {
    held.instead = "";
    return takeScan(code, how);
  }
  const number = serial || text;
  if (held.numbers.includes(number) || stops().some((one) => one.serials.includes(number))) return wrong(say("serial_twice", { code: number }));
  held.numbers.push(number);
  held.serials = held.serials.filter((one) => one !== number);
  if (held.numbers.length === held.damaged) return damage(stop, held.damaged, held.numbers);
  feel("right");
  return askDamaged();
}

/** A number that cannot be read any more: a tap on the question goes on without it. */
document.getElementById("strip-said").addEventListener("click", () => {
  const { held } = walk;
  if (held && held.instead === "damaged" && phase() === "stop") damage(current(), held.damaged, held.numbers);
});

/** Whether so many units of the stop may be damaged: no other order's. */
function isDamage(stop, units) {
  return Number.isInteger(units) && units > 0 && units <= Number(stop.element.dataset.spare) + stop.left;
}

/** Damaged units leave the bin; good ones that nobody keeps stand in for them, the rest comes from elsewhere. */
async function damage(stop, units, numbers) {
  const { spare, emptyAt } = stop.element.dataset;
  const lost = Math.max(0, units - Number(spare));
  walk.held.instead = "";
  if (!isDamage(stop, units)) return wrong(say("too_many_damaged", { most: Number(spare) + stop.left }));
  const before = { spare };
  const after = { state: lost === stop.left ? "short" : stop.state, short: stop.short + lost, spare: Math.max(0, spare - units) };
  if (emptyAt) {
    before.emptyAt = emptyAt;
    after.emptyAt = emptyAt - units;
  }
  if (!(await act(stop, "damages", { quantity: String(units), serials: numbers.join("\n") }, after, "", before))) return;
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

/** The bin is full: the next bin that is scanned takes what is left. */
export function askOtherBin() {
  if (!current()) return;
  walk.held.instead = "bin";
  asking(say("scan_other_bin"));
}

/** Another code than the stop's bin: where any bin will do it may be one, else it is told what it is. */
export function notThisBin(code, stop) {
  const what = known(code, { stops: stops(), places: places(), lanes: lanes() });
  const elsewhere = !what || what.kind === "bin";
  if (elsewhere && "anyBin" in walkElement().dataset) return takeOtherBin(code, true);
  return refuse(code, say(elsewhere ? "want_bin" : "want_bin_first", stop));
}

/** Whether goods may lie there the server judges; until it has, they do. Where nobody asked for another bin, the code of an item is none. */
export async function takeOtherBin(code, unasked) {
  const stop = current();
  const what = code !== stop.bin && known(code, { stops: stops(), places: places(), lanes: lanes() });
  if ((what && what.kind !== "bin") || (unasked && readCode(code).gtin)) return refuse(code, say(unasked ? "want_bin" : "want_other_bin", stop));
  walk.held.instead = "";
  if (code === stop.bin) return changed();
  const { bin, address, digits } = stop;
  const after = { bin: code, address: code, digits: "" };
  if (!(await act(stop, "bins", { bin: code }, after, "", { bin, address, digits }))) return;
  stop.element.querySelector(".stop__address").textContent = code;
  Object.assign(walk.held, { bin: code, address: code });
  right("right");
}

/** The bin was refused: the stop has its own again, and another one may be scanned. */
document.addEventListener("answer", ({ detail: { operation, answer } }) => {
  const { bin } = operation.fields;
  if (!answer.ok && operation.url.endsWith("/bins") && walk.held && walk.held.bin === bin) Object.assign(walk.held, { bin: "", instead: "bin" });
});

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
