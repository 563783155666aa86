// What was done since the document was made, done over it again: a reload without answers shows the same.
import { post } from "./outbox.js";
import { notSaved } from "./say.js";
import { walk } from "./state.js";
import { forget, keepNewest, kept, newestOf } from "./store.js";
import { lineElement, placeElement, setLine, setTote, takeOverAll, walkElement } from "./page.js";

/**
 * @typedef {{kind: "line", id: number, before: LineState, after: LineState}
 *   | {kind: "mark", id: string, before: LineState, after: LineState}
 *   | {kind: "tote", id: number, before: ToteState, after: ToteState}
 *   | {kind: "walk" | "rest", before: string, after: string}} Effect
 * @typedef {Object<string, string | number>} LineState  what of the stop's data changes: picked, state, short, lot, …
 * @typedef {{code: string, address: string}} ToteState
 */

/** What was done here and the server has not answered, as far as this page knows. */
let unanswered = [];

/**
 * Kept on the device first; only then is it so.
 * @returns {Promise<boolean>} whether it was kept
 */
export async function send(asked) {
  try {
    begin(await post({ ...asked, task: walk.task }));
  } catch (problem) {
    notSaved(problem);
    return false;
  }
  asked.effects.forEach(apply);
  return true;
}

/**
 * Show the walk as this device knows it: the newest document, and over it what was done here and may not be in it. An
 * effect acts only on the state in which it was made, so what the document holds already is not done twice, and the
 * server's own changes stand.
 * @param {number} task
 * @returns {Promise<boolean>} whether the server answered something that the document does not hold
 */
export async function replay(task) {
  const madeAt = await layNewest(task);
  const all = await kept();
  const isOld = ({ ackedAt, task: of }) => ackedAt && (ackedAt < madeAt || of !== task);
  const mine = all.filter((operation) => operation.task === task && !isOld(operation));
  unanswered = mine.filter(({ ackedAt }) => !ackedAt);
  mine.forEach(({ effects }) => effects.forEach(apply));
  all.filter(isOld).forEach(forget);
  return mine.length > unanswered.length;
}

/** @param {import("./store.js").Operation} operation  kept on this device, not answered yet */
export function begin(operation) {
  unanswered.push(operation);
}

/** @param {import("./store.js").Operation} operation  what the server answered, for this page or another one */
export function end({ id }) {
  unanswered = unanswered.filter((one) => one.id !== id);
}

/**
 * The server's word, and over it what it has not answered yet: in one go, since a scan that was judged in between would
 * find the walk as it was before.
 * @param {() => void} put
 */
export function lay(put) {
  put();
  unanswered.forEach(({ effects }) => effects.forEach(apply));
}

/** A page out of the cache is as old as when it came; a document that came after it is laid over it. */
async function layNewest(task) {
  const { page } = walkElement().dataset;
  const known = await newestOf(task);
  if (known && known.page === page) {
    if (known.html) takeOverAll(known.html);
    return known.at;
  }
  const at = performance.timeOrigin || Date.now();
  await keepNewest({ task, page, at, html: "" });
  return at;
}

/** A document of the walk came. @param {number} task @param {string} html @param {number} at  when it was asked for */
export async function keepDocument(task, html, at) {
  await keepNewest({ task, page: walkElement().dataset.page, at, html });
}

/** @param {Effect} effect */
export function apply(effect) {
  if (effect.kind === "line") return applyTo(lineElement(effect.id), effect);
  if (effect.kind === "mark") return applyTo(document.getElementById(effect.id), effect);
  if (effect.kind === "tote") return applyToTote(effect);
  const walk = walkElement();
  const key = effect.kind === "rest" ? "paused" : "state";
  if (walk.dataset[key] === effect.before) walk.dataset[key] = effect.after;
}

function applyTo(element, effect) {
  if (!element) return;
  const same = Object.keys(effect.before).every((key) => element.dataset[key] === String(effect.before[key]));
  if (same) setLine(element, effect.after);
}

function applyToTote(effect) {
  const element = placeElement(effect.id);
  if (element && element.dataset.tote === effect.before.code) setTote(element, effect.after);
}
