// What not every unit of a returned parcel needs: another reason or way, an undo, a full tote, the end of the parcel.
import { choose } from "./choose.js";
import { feel } from "./feedback.js";
import { askFor } from "./keys.js";
import { graded, inHand, inspection, isOpen, left, page, rows, settle, task, totes, units, ways } from "./inspecting.js";
import { asking, wrong } from "./say.js";
import { kept } from "./store.js";
import { say } from "./words.js";

/** Why it came back may be another reason than its customer gave. */
export function askReason() {
  const known = Object.entries(JSON.parse(inspection.dataset.reasons));
  choose(say("reason"), known.map(([, words]) => words), (index) => set({ reason: known[index][0], way: "", override: "" }));
}

/** A lead sends it another way, and says why. */
export function askWay() {
  const known = Object.entries(ways);
  choose(say("change_way"), known.map(([, words]) => words), (index) => askFor(say("ask_why"), "", (override) => set({ way: known[index][0], override })));
}

export function askQuantity() {
  const held = inHand();
  if (!held || held.serial) return wrong(say("nothing_held"));
  const row = rows().find(({ dataset }) => dataset.item === held.item);
  return askFor(say("ask_quantity"), String(held.count), (text) => {
    const count = Number(text);
    const most = row && !held.stranger ? Number(row.dataset.left) : 9999;
    if (!Number.isInteger(count) || count < 1 || count > most) return wrong(say("too_many_left", { left: most }));
    return set({ count });
  });
}

function set(values) {
  Object.assign(inHand(), values);
  settle();
}

/** What was confirmed last lies in the parcel again. */
export async function undo() {
  const last = await lastOfDevice();
  const known = units().find(({ dataset }) => "loose" in dataset);
  if (last) return send(last.id, last.effects.map((effect) => ({ ...effect, kind: "undone" })), last.about);
  if (!known) return wrong(say("nothing_to_undo"));
  const { operation, item, quantity, stranger } = known.dataset;
  return send(operation, [{ kind: "undone", item: stranger === undefined ? item : "", count: Number(quantity), tote: "" }], "");
}

async function send(unit, effects, about) {
  if (!(await page.send({ url: inspection.dataset.undos, fields: { unit }, about, effects }))) return;
  asking(say("undo_back"));
}

/** The last confirmation of this parcel that this device made and did not take back. */
async function lastOfDevice() {
  const made = [];
  for (const operation of await kept()) {
    if (operation.task !== task) continue;
    if (operation.url === inspection.dataset.units) made.push(operation);
    if (operation.url === inspection.dataset.undos) made.splice(0, made.length, ...made.filter(({ id }) => id !== operation.fields.unit));
  }
  return made.pop();
}

/** Fewer than announced is asked for once; nothing at all wants its reason. */
export function finish() {
  if (!isOpen()) return wrong(say("parcel_closed"));
  if (!graded()) {
    const known = [say("empty_parcel"), say("worthless")];
    return choose(say("ask_empty"), known, (index) => close(known[index]));
  }
  if (left()) return choose(say("ask_missing", { count: left() }), [say("finish")], () => close(""));
  return close("");
}

async function close(why) {
  if (!(await page.send({ url: inspection.dataset.closings, fields: { why }, about: inspection.dataset.about, effects: [{ kind: "finished" }] }))) return;
  feel("finished");
  settle();
}

/** It is full, or the day is over. */
export function closeTote() {
  const open = totes();
  if (!open.length) return wrong(say("no_tote_open"));
  const words = open.map(({ dataset }) => `${dataset.address} · ${ways[dataset.disposition]}`);
  return choose(say("ask_full"), words, async (index) => {
    const { tote, address, url } = open[index].dataset;
    if (await page.send({ url, fields: {}, about: address, effects: [{ kind: "tote", tote }] })) asking(say("tote_gone", { tote: address }));
  });
}

/** What goes another way than back into stock says on itself which. */
export function printLabel() {
  const known = units().filter(({ dataset }) => dataset.label);
  if (!known.length) return wrong(say("nothing_to_undo"));
  return choose(say("ask_label"), known.map(({ textContent }) => textContent.trim().replace(/\s+/g, " ")), (index) => {
    const form = document.getElementById("unit-label");
    form.action = known[index].dataset.label;
    form.submit();
  });
}
