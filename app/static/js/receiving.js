// Receiving: an item is scanned, counted, and confirmed to a dock or a plate. The page's own list knows what is expected;
// the outbox keeps each confirmation, and the server has the last word.
import { stayAwake } from "./awake.js";
import { apply, dockId, isOpen, known, leftOn, lineOf, placeOf, placesIn, plates, put, read } from "./delivery.js";
import { feel } from "./feedback.js";
import { readCode } from "./grammar.js";
import { readItem } from "./matching.js";
import { keepPage } from "./paged.js";
import { asking, short, textOf } from "./say.js";
import { kept } from "./store.js";
import { isStanding, tell } from "./strip.js";
import "./strangegoods.js";
import "./typed.js";
import { say, written } from "./words.js";

const page = document.getElementById("receiving");
const goods = document.getElementById("goods");
const strange = document.getElementById("strange");
/** Walks are known by numbers; so this is none of theirs. */
const task = `delivery-${page.dataset.delivery}`;
const TO = `to-${task}`;

/** What is in hand: {sku, name, codes, lots, expiry, serial, code, serials, sure}. */
let held = null;
const delivery = keepPage({ task, page: page.dataset.page, url: page.dataset.lines, put, read, apply, render });
let turn = delivery.start().then(() => stayAwake(isOpen));

document.addEventListener("scan", ({ detail }) => inTurn(() => take(detail.code)));
document.addEventListener("answer", ({ detail }) => detail.operation.task === task && answered(detail));
document.addEventListener("nudge", ({ detail }) => detail.name === "receiving-changed" && delivery.refetch());
document.addEventListener("click", onTap);
goods.addEventListener("submit", (event) => inTurn(confirm, event));
goods.addEventListener("input", () => held && (held.sure = false));
strange.addEventListener("submit", (event) => inTurn(keepStrange, event));

/** One after the other: the next scan is judged where the last one led. */
function inTurn(act, event) {
  if (event) event.preventDefault();
  const next = () => act();
  turn = turn.then(next, next);
}

async function take(code) {
  if (!isOpen()) return wrong("rcv_closed");
  const place = placeOf(code);
  if (place) return takePlace(place);
  if (held && held.serial) return takeSerial(code);
  const found = known().find((one) => readItem(code, one)) || (held && readItem(code, held) ? held : null);
  if (held && found && found.sku === held.sku) return count(code);
  if (held && !found && held.lots && !goods.elements.lot.value) return fill({ lot: readCode(code).lot || readCode(code).text });
  if (held) return wrong("rcv_first", held);
  if (found) return hold(found, code);
  return lookUp(code);
}

/** What comes next goes there; with goods in hand, they do. */
function takePlace(place) {
  localStorage.setItem(TO, place.dataset.place);
  feel("right");
  render();
  return held && !held.serial ? confirm() : undefined;
}

async function lookUp(code) {
  try {
    const response = await fetch(`${page.dataset.items}?code=${encodeURIComponent(code)}`, { headers: { Accept: "application/json" } });
    if (response.ok) {
      const { sku, name, codes, lot, expiry, serial } = await response.json();
      return hold({ sku, name, codes, lots: lot, expiry, serial }, code);
    }
    if (response.status !== 404) throw new Error(response.status);
  } catch (offline) {
    return wrong("rcv_offline", { code: short(code) });
  }
  strange.dataset.code = code;
  document.getElementById("strange-code").textContent = short(code);
  strange.reset();
  strange.hidden = false;
  feel("unknown");
  return tell("unknown", say("rcv_unknown", { code: short(code) }));
}

function hold(item, code) {
  held = { ...item, code, serials: [], sure: false };
  goods.reset();
  goods.hidden = false;
  strange.hidden = true;
  document.getElementById("goods-name").textContent = item.name;
  for (const part of Array.from(goods.querySelectorAll("[data-asks]"))) part.hidden = !{ lot: item.lots, expiry: item.expiry, serial: item.serial }[part.dataset.asks];
  goods.elements.quantity.value = "0";
  return item.serial ? takeSerial(code) : count(code);
}

/** Each scan adds what its code stands for; a code that says lot or day fills them in. */
function count(code) {
  const { units } = readItem(code, held) || { units: 1 };
  const { lot, expiry } = readCode(code);
  goods.elements.quantity.value = String(Number(goods.elements.quantity.value || 0) + units);
  return fill({ lot, expires_on: expiry });
}

function fill(said) {
  for (const name of Object.keys(said)) if (said[name]) goods.elements[name].value = said[name];
  held.sure = false;
  feel("right");
  return render();
}

/** One number, one unit; the item's own code says only what it is. */
function takeSerial(code) {
  const { serial, text, lot, expiry } = readCode(code);
  const other = known().find((one) => one.sku !== held.sku && readItem(code, one));
  if (other) return wrong("rcv_first", held);
  if (!serial && readItem(code, held)) return fill({ lot, expires_on: expiry });
  const number = serial || text;
  if (held.serials.includes(number)) return wrong("serial_twice", { code: number });
  held.serials.push(number);
  goods.elements.quantity.value = String(held.serials.length);
  return fill({ lot, expires_on: expiry });
}

/** Nothing is sent that lacks something, or that is more than announced without a second touch. */
async function confirm() {
  const { quantity, lot, expires_on: day, condition } = Object.fromEntries(new FormData(goods));
  const units = Number(quantity);
  if (!Number.isInteger(units) || units < 1) return wrong("rcv_count");
  if (held.serial && held.serials.length !== units) return wrong("rcv_serial");
  if (held.lots && !lot) return wrong("rcv_lot");
  if (held.expiry && !day) return wrong("rcv_expiry");
  const to = localStorage.getItem(TO) || "";
  if (condition === "good" && !placeOf(to)) return wrong("rcv_place");
  const line = lineOf(held.sku, lot);
  const over = "blind" in page.dataset ? 0 : units - leftOn(line);
  if (over > 0 && !held.sure) {
    held.sure = true;
    return asking(say("rcv_over", { count: over }));
  }
  const fields = { item: held.code, quantity: String(units), lot, expires_on: day, condition, to, serials: held.serials.join("\n"), over: held.sure ? "yes" : "" };
  if (!(await send(page.dataset.receipts, fields, held.name, line ? [{ line: line.dataset.line, units }] : []))) return undefined;
  const said = say("rcv_done", { count: units, name: held.name });
  leave();
  feel("done");
  return tell("done", said);
}

async function keepStrange() {
  const { quantity, note } = Object.fromEntries(new FormData(strange));
  if (!(Number(quantity) >= 1)) return wrong("rcv_count");
  if (!(await send(page.dataset.strangeGoods, { code: strange.dataset.code, quantity, note }, short(strange.dataset.code)))) return undefined;
  leave();
  return asking(say("rcv_kept"));
}

function leave() {
  held = null;
  goods.hidden = true;
  strange.hidden = true;
  tell("todo", "");
  render();
}

function onTap({ target }) {
  const button = target.closest("button");
  if (!button) return;
  if ("leave" in button.dataset) leave();
  else if (button.id === "rcv-plate") inTurn(() => ask(page.dataset.plates, {}, "rcv_sent"));
  else if (button.id === "rcv-undo") inTurn(undo);
  else if (button.dataset.finish) inTurn(() => ask(button.dataset.finish, { dock_id: dockId() }, "rcv_finished"));
  else if (button.dataset.print) inTurn(() => ask(page.dataset.prints, { paper: "plate_label", id: button.dataset.print }, "rcv_printed"));
}

async function ask(url, fields, words) {
  if (await send(url, fields, "")) asking(say(words));
}

/** The last one of this worker, whichever device made it: only the server knows. */
async function undo() {
  const mine = (await kept()).filter((one) => one.task === task && one.url === page.dataset.receipts && !one.ackedAt);
  const last = mine.pop();
  if (await send(page.dataset.undos, last ? { receipt: last.id } : {}, "")) asking(say("rcv_undone"));
}

const send = (url, fields, about, effects = []) => delivery.send({ url, fields, about, effects });

/** What the server says to a plate or a print; the list is fetched anew by itself. */
function answered({ operation, answer }) {
  if (!answer.ok) return;
  if (operation.url === page.dataset.plates) useNewPlate(answer.html);
  if (operation.url === page.dataset.prints) asking(textOf(answer.html) || say("rcv_printed"));
}

/** The new plate is where the next goods go. */
function useNewPlate(html) {
  const before = plates();
  const fresh = placesIn(html).find(({ dataset }) => dataset.plate && !before.includes(dataset.plate));
  if (!fresh) return;
  localStorage.setItem(TO, fresh.dataset.place);
  feel("right");
  tell("done", say("rcv_plate", { plate: fresh.dataset.address }));
}

function wrong(words, values = {}) {
  feel("wrong");
  tell("wrong", say(words, values));
}

function render() {
  const to = placeOf(localStorage.getItem(TO) || "");
  document.getElementById("rcv-to").textContent = to ? to.dataset.address : "–";
  document.getElementById("goods-serials").textContent = held ? written(held.serials.length) : "0";
  document.getElementById("goods-cases").textContent = held ? held.codes.filter(([, each]) => each > 1).map(([, each, unit]) => say(`${unit}_one`, { size: each })).join(" ") : "";
  if (!isStanding()) tell("todo", instruction(to));
}

function instruction(to) {
  if (!isOpen()) return say("rcv_closed");
  if (held) return say(held.serial ? "rcv_serial" : "rcv_confirm");
  return say(to ? "rcv_item" : "rcv_place");
}
