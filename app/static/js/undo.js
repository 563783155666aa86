// The way back: the last confirmation is undone.
import { progress } from "./atstop.js";
import { send } from "./journal.js";
import { lineElement, readStop, walkElement } from "./page.js";
import { asking, changed } from "./say.js";
import { goTo, walk } from "./state.js";
import { kept } from "./store.js";
import { say } from "./words.js";

/** The last confirmation is undone; the picker is sent back to its bin. */
export async function undo() {
  const last = await lastPick(walk.task);
  const effects = last ? putBack(last) : [];
  const about = last ? last.about : say("undo_sent");
  const fields = last ? { pick: last.id } : {};
  if (!(await send({ url: walkElement().dataset.undos, fields, about, effects }))) return;
  if (!effects.length) return asking(say("undo_sent"));
  goTo(readStop(lineElement(effects[0].id)));
  changed();
  asking(say("undo_asked", { count: last.fields.quantity, address: about }));
}

/** The stop of a confirmation once its units lie in their bin again: it is to be picked, whatever it was meanwhile. */
function putBack({ effects: [{ id }], fields }) {
  const element = lineElement(id);
  const stop = element && readStop(element);
  const picked = stop && stop.picked - fields.quantity;
  if (!stop || picked < 0) return []; // only the server knows where they are now
  const before = progress(stop);
  const after = { ...before, picked, state: "todo" };
  if (fields.lot) after.asksLot = ""; // the document does not say it of a stop that was done
  if (stop.asksSerial) {
    before.serials = element.dataset.serials;
    after.serials = JSON.stringify(stop.serials.filter((serial) => !fields.serials.split("\n").includes(serial)));
  }
  return [{ kind: "line", id, before, after }];
}

/**
 * The last confirmation of this walk that this device knows and that was not undone.
 * @param {number} task
 * @returns {Promise<import("./store.js").Operation | null>}
 */
async function lastPick(task) {
  const picks = [];
  for (const operation of await kept()) {
    if (operation.task !== task) continue;
    if (/\/(picks|put-backs|put-aways|counts|takes|puts)$/.test(operation.url)) picks.push(operation);
    if (operation.url.endsWith("/undos")) picks.pop();
  }
  return picks.pop() || null;
}
