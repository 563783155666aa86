// Closing a carton: the checks of the order's channel, the weight, and what becomes of units that are not there.
import { cartons, clear, filled, held, left, of, unsaid, unticked } from "./bench.js";
import { choose } from "./choose.js";
import { send } from "./journal.js";
import { askFor } from "./keys.js";
import { walkElement } from "./page.js";
import { asking, changed, right, textOf, wrong } from "./say.js";
import { isStanding, tell } from "./strip.js";
import { say } from "./words.js";

/** How long a scale may take to answer before the packer types (ms). */
const PATIENCE = 4000;

/** The packer says that the carton is full, or that nothing more comes. */
export function begin() {
  const carton = filled();
  if (!carton || carton.state !== "open" || !carton.units) return wrong(say("nothing_in_carton"));
  if (!left()) return goOn();
  const { reasons } = walkElement().dataset;
  const known = JSON.parse(reasons);
  asking(say("ask_rest", { count: left() }));
  return choose(say("ask_rest", { count: left() }), [say("another_follows"), ...known.map(([, said]) => said)], (index) => missing(index ? known[index - 1][0] : ""));
}

/** The carton is closed without what is left: another one follows, or it is missing for that reason. @param {string} reason */
export function missing(reason) {
  const carton = filled();
  if (!carton || !carton.units) return wrong(say("nothing_in_carton"));
  Object.assign(held(), { closing: true, missing: reason });
  return calm();
}

export function goBack() {
  Object.assign(held(), { closing: false, missing: "" });
  calm();
}

/** What was asked is answered; the strip goes on to the next step. */
function calm() {
  if (isStanding()) tell("todo", "");
  changed();
}

/** The next step, by a touch of the strip: the check that it names, the weight, and the closing itself. Which carton it
 * is, a touch of the strip does not say. */
export function goOn() {
  if (unsaid()) return changed();
  const check = unticked();
  if (check) return tick(check);
  if ("weighs" in walkElement().dataset && !held().weight) return weigh();
  return close();
}

/** @param {import("./bench.js").Check} check */
export async function tick(check) {
  if (check.state !== "todo") return calm();
  const effects = [{ kind: "mark", id: check.id, before: { state: "todo" }, after: { state: "ticked" } }];
  if (!(await send({ url: check.url, fields: {}, about: check.words, effects }))) return undefined;
  return right("right");
}

/** By the scale of this bench, if it answers; else by what is typed. A load that is not still is read again by a tap. */
export async function weigh() {
  const { grams, words, isLater } = await scaled();
  if (grams) return weighed(grams, "scale");
  if (isLater) return asking(words);
  return typeWeight(words);
}

/** @param {string} [words]  why nothing was read */
export function typeWeight(words) {
  askFor(words || say("ask_weight"), "", (text) => weighed(Number(text), "typed"));
  document.getElementById("typed").focus(); // at a desk the keyboard types it
}

/** @returns {Promise<{grams?: number, words?: string, isLater?: boolean}>} */
async function scaled() {
  const { scale } = walkElement().dataset;
  if (!scale) return {};
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  tell("todo", say("reads_scale"));
  try {
    const response = await fetch(scale, { headers: { Accept: "application/json" }, signal: stop.signal });
    if (response.ok) return await response.json();
    return { words: textOf(await response.text()), isLater: response.status === 409 };
  } catch (unreachable) {
    return {};
  } finally {
    clearTimeout(clock);
  }
}

function weighed(grams, by) {
  if (!Number.isInteger(grams) || grams < 1 || grams > 999999) return wrong(say("weight_odd"));
  Object.assign(held(), { closing: true, weight: grams, by });
  return right("right");
}

async function close() {
  const carton = filled();
  const { weight, by, missing: reason } = held();
  const goesOn = left() > 0 && !reason;
  const effects = [{ kind: "mark", id: carton.id, before: { state: "open" }, after: { state: "closed" } }];
  const open = cartons().filter(({ state }) => state === "open" || state === "verify");
  if (!goesOn && open.length === 1) effects.push({ kind: "walk", before: "packing", after: "done" });
  const fields = { carton: String(carton.number), weight: weight ? String(weight) : "", weighed_by: by, missing: reason, goes_on: goesOn ? "yes" : "" };
  const about = say("carton", { carton: carton.number });
  if (!(await send({ url: of("closings"), fields, about, effects }))) return undefined;
  clear();
  return right(effects.length > 1 ? "finished" : "done");
}
