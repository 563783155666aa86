// What was done since the document was made, done over it again: a reload without answers shows the same.
import { forget, kept } from "./store.js";
import { lineElement, placeElement, setLine, setTote, walkElement } from "./page.js";

/**
 * @typedef {{kind: "line", id: number, before: LineState, after: LineState}
 *   | {kind: "tote", id: number, before: ToteState, after: ToteState}
 *   | {kind: "walk", before: string, after: string}} Effect
 * @typedef {{picked: number, state: string}} LineState
 * @typedef {{code: string, address: string}} ToteState
 */

/**
 * Do what this device did on the walk over the document again. An effect acts only on the state in which it was made,
 * so what the document holds already is not done twice, and the server's own changes stand.
 * @param {number} task
 * @param {number} madeAt  when the document was asked for (device's time)
 */
export async function replay(task, madeAt) {
  for (const operation of await kept()) {
    if (operation.ackedAt && (operation.ackedAt < madeAt || operation.task !== task)) await forget(operation);
    else if (operation.task === task) operation.effects.forEach(apply);
  }
}

/** @param {Effect} effect */
export function apply(effect) {
  if (effect.kind === "line") return applyToLine(effect);
  if (effect.kind === "tote") return applyToTote(effect);
  const walk = walkElement();
  if (walk.dataset.state === effect.before) walk.dataset.state = effect.after;
}

function applyToLine(effect) {
  const element = lineElement(effect.id);
  if (!element) return;
  const same = Number(element.dataset.picked) === effect.before.picked && element.dataset.state === effect.before.state;
  if (same) setLine(element, effect.after);
}

function applyToTote(effect) {
  const element = placeElement(effect.id);
  if (element && element.dataset.tote === effect.before.code) setTote(element, effect.after);
}

/**
 * The last confirmation of this walk that this device knows and that was not undone.
 * @param {number} task
 * @returns {Promise<Effect | null>}
 */
export async function lastPick(task) {
  const picks = [];
  for (const operation of await kept()) {
    if (operation.task !== task) continue;
    if (operation.url.endsWith("/picks")) picks.push(operation.effects[0]);
    if (operation.url.endsWith("/undos")) picks.pop();
  }
  return picks.pop() || null;
}
