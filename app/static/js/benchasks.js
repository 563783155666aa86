// What not every unit needs: a number that is typed, a count that is unclear, taking a unit out again.
import { refetch } from "./answers.js";
import { into, pack, packed, takeUnit } from "./atbench.js";
import { filled, held, here, of } from "./bench.js";
import { choose } from "./choose.js";
import { send } from "./journal.js";
import { askFor } from "./keys.js";
import { asks, lineElement, readStop, walkElement } from "./page.js";
import { asking, changed, wrong } from "./say.js";
import { walk } from "./state.js";
import { kept } from "./store.js";
import { stillSays, tell } from "./strip.js";
import { say } from "./words.js";

/** What is not of the order is named with its own order and tote. @param {string} code @param {string} first  what the strip says meanwhile */
export async function nameStranger(code, first) {
  try {
    const response = await fetch(`${of("strangers")}?${new URLSearchParams({ code })}`, { headers: { Accept: "application/json" } });
    if (!response.ok || !stillSays(first)) return;
    const { message, is_known: isKnown } = await response.json();
    tell(isKnown ? "wrong" : "unknown", message);
  } catch (offline) {
    // what is known without the network has been said
  }
}

/** Somebody packed something: most often this device, or another order. */
export async function lookForNews() {
  const response = await fetch(`${of("news")}?since=${walkElement().dataset.version}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!response || !response.ok || (await response.json()).changed) refetch();
}

/** Code and book count in different ways: the packer says which is meant. */
export function askCount(code, counts) {
  asking(say("ask_count"));
  choose(say("ask_count"), counts.map(String), (index) => takeUnit(code, counts[index]));
}

/** The line is the one to look at. @param {number} line */
export function lookAt(line) {
  Object.assign(held(), { line, item: "" });
  changed();
}

/** Where units are counted: how many lie in the hand. */
export function askQuantity() {
  const line = here();
  if (asks().each || line.asksSerial || !line.left) return wrong(say("scan_each"));
  return askFor(say("pack_how_many"), "", (text) => {
    const quantity = Number(text);
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > line.left) return wrong(say("too_many", line));
    return pack(line, { item: line.codes[0][0], serials: "", quantity });
  });
}

/** One unit of the line that is looked at leaves the open carton. */
export async function takeOut() {
  const line = here();
  const carton = filled();
  if (!line.picked || !carton || !carton.units) return wrong(say("nothing_to_take_out", line));
  if (line.asksSerial) return askFor(say("take_out_which"), "", (number) => takeOutOne(line, carton, number));
  return takeOutOne(line, carton, "");
}

async function takeOutOne(line, carton, serials) {
  const fields = { carton: String(carton.number), item: line.codes[0][0], lot: line.lot, serials, quantity: "1" };
  if (!(await send({ url: of("unpackings"), fields, about: line.name, effects: [packed(line, -1, serials), into(carton, -1)] }))) return;
  changed();
  asking(say("taken_out", line));
}

/** What this device packed last lies in its tote again. */
export async function undo() {
  const last = await lastPack();
  const element = last && lineElement(last.effects[0].id);
  const carton = filled();
  const line = element && readStop(element);
  const sure = line && carton && String(carton.number) === last.fields.carton && line.picked >= Number(last.fields.quantity);
  const count = last ? -Number(last.fields.quantity) : 0;
  const effects = sure ? [packed(line, count, last.fields.serials), into(carton, count)] : [];
  if (!(await send({ url: of("undos"), fields: last ? { pack: last.id } : {}, about: last ? last.about : "", effects }))) return;
  changed();
  asking(sure ? say("taken_out", line) : say("undo_sent"));
}

/** The last unit of this order that this device packed and did not take back. */
async function lastPack() {
  const packs = [];
  for (const operation of await kept()) {
    if (operation.task !== walk.task) continue;
    if (operation.url.endsWith("/packs")) packs.push(operation);
    if (operation.url.endsWith("/undos")) packs.pop();
  }
  return packs.pop() || null;
}
