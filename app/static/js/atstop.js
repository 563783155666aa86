// At a stop: bin, item, lot, serial numbers, tote in their order; skip.
import { send } from "./journal.js";
import { added, isLot, readItem, stepOf } from "./matching.js";
import { readCode } from "./grammar.js";
import { asks, lineElement, open, places, readStop } from "./page.js";
import { asking, changed, refuse, right, wrong } from "./say.js";
import { current, goTo, phase, walk } from "./state.js";
import { say } from "./words.js";

/** @param {string} code @param {"scanned" | "typed"} how */
export async function takeScan(code, how) {
  const stop = current();
  const step = stepOf(stop, walk.held, asks());
  return { bin: takeBin, item: takeItem, lot: takeLot, serial: asSerial, tote: takeTote, taken: takeTote }[step](code, stop, how);
}

/** What is needed only when the shelf disagrees; it is there by the time it is. */
export const exceptions = () => import("./exceptions.js");

function takeBin(code, stop, how) {
  const digits = how === "typed" && /^\d{1,4}$/.test(code);
  if (code === stop.bin || (digits && code === stop.digits)) {
    walk.held.bin = code;
    exceptions().then(({ forgetZero }) => forgetZero());
    const stands = asks().item && stop.codes.some(([known]) => known === stop.bin);
    return stands ? takeItem(stop.bin, stop, how) : right("right");
  }
  if (digits) return wrong(say("digits_wrong", { code }), say("want_bin", stop));
  return exceptions().then(({ notThisBin }) => notThisBin(code, stop));
}

export async function takeItem(code, stop, how, counted = 0) {
  const { held } = walk;
  const found = readItem(code, stop);
  if (!found) return takeOtherThanItem(code, stop);
  if (found.doubt && !counted && !stop.asksSerial) return (await exceptions()).askCount(code, stop, found.doubt);
  if (found.lot && stop.lot && found.lot !== stop.lot && !(await otherLot(code, stop))) return;
  if (stop.asksSerial) {
    Object.assign(held, { item: found.code, lot: found.lot || held.lot });
    return found.serial ? asSerial(code, stop) : took(stop);
  }
  const units = counted || added(found, held, asks());
  if (held.count + units > held.take) return wrong(say("counts_more", { count: units, left: held.take - held.count }));
  held.item = found.code;
  held.lot = found.lot || held.lot;
  held.count += units;
  return took(stop);
}

async function asSerial(code, stop) {
  return (await exceptions()).takeSerial(code, stop);
}

/** Another lot than the one meant: the stop goes on with it where that may be. */
async function otherLot(code, stop) {
  const swapped = await (await exceptions()).swapLot(code, stop);
  if (swapped === null) refuse(readCode(code).lot || code, say("want_lot", stop));
  return swapped;
}

/** What was scanned is right, and may have been the last; that it is another lot than the one that was meant is said, too. */
export function took(stop) {
  const { lot } = lineElement(stop.line).dataset;
  if (asks().alone && stepOf(stop, walk.held, asks()) === "taken") return confirm(stop, "");
  right("right");
  if (lot !== stop.lot) asking(say("lot_swapped", { lot, before: stop.lot }));
}

function takeOtherThanItem(code, stop) {
  if (code === stop.bin) return asking(say("right_bin"));
  const counted = walk.held.count > 0;
  if (counted && code === toteOf(stop)) return confirm(stop, code);
  const isTote = places().some((place) => place.tote === code);
  const words = counted ? say("counted", { count: walk.held.count }) : "";
  return refuse(code, [words, isTote ? say("want_item_first") : say("want_item", stop)].join(" ").trim());
}

async function takeLot(code, stop) {
  if (!isLot(code, stop.lot) && !(await otherLot(code, stop))) return;
  walk.held.lot = lineElement(stop.line).dataset.lot;
  took(stop);
}

function takeTote(code, stop) {
  if (asks().tote && code === toteOf(stop)) return confirm(stop, code);
  return refuse(code, say("want_tote", { place: stop.placePosition }));
}

/** Where no tote is scanned, a tap says that the units are taken. */
export async function tapTaken() {
  if (phase() !== "stop" || document.getElementById("strip").dataset.kind !== "todo") return;
  const stop = current();
  if (stepOf(stop, walk.held, asks()) === "taken") await confirm(stop, "");
}

export function toteOf(stop) {
  return places().find((place) => place.id === stop.place).tote;
}

export async function confirm(stop, tote) {
  const { bin, item, lot, serials, count, take } = walk.held;
  const quantity = stop.asksSerial ? serials.length : asks().item ? count : take;
  const whole = quantity === stop.left;
  const fields = { bin, item, lot, tote, quantity: String(quantity), serials: serials.join("\n") };
  const { emptyAt } = stop.element.dataset;
  const goods = say("put_back", { count: quantity, name: stop.name, address: stop.address });
  const before = {};
  const after = { picked: stop.picked + quantity, state: whole ? "done" : stop.state };
  if (stop.asksSerial) {
    before.serials = JSON.stringify(stop.serials);
    after.serials = JSON.stringify([...stop.serials, ...serials]);
  }
  if (!(await act(stop, "$&", fields, after, goods, before))) return;
  if (emptyAt) exceptions().then(({ askZero }) => askZero(stop, emptyAt));
  if (!whole) goTo(readStop(stop.element));
  right("done");
}

export async function skip() {
  const stop = current();
  if (!stop) return;
  if (open().length === 1) return asking(say("nothing_to_skip"));
  if (!(await act(stop, "skips", {}, { state: "skipped" }))) return;
  goTo(open().find((one) => one.line !== stop.line));
  changed();
  asking(say("skip_said", stop));
}

/** How far the stop is. An effect knows all of it: two states of a stop must not look like one. */
export const progress = ({ picked, state, short }) => ({ picked, state, short });

/** What is asked at the stop, and what it changes there, of its progress or `more`; the addresses differ in their last word only, `$&` is the confirmation's. */
export function act(stop, kind, fields, change, goods, more) {
  const before = { ...progress(stop), ...more };
  const after = { ...before, ...change };
  const url = stop.element.dataset.picks.replace(/[^/]+$/, kind);
  return send({ url, fields, about: stop.address, effects: [{ kind: "line", id: stop.line, before, after }], goods });
}
