// Receiving: an item is scanned, counted, and confirmed to a dock or a plate. The page's own list knows what is expected;
// the outbox keeps each confirmation, and the server has the last word.
import { stayAwake } from "./awake.js";
import { feel } from "./feedback.js";
import { readCode } from "./grammar.js";
import { readItem } from "./matching.js";
import { post } from "./outbox.js";
import { asking, notSaved, short, textOf } from "./say.js";
import { forget, kept } from "./store.js";
import { isStanding, tell } from "./strip.js";
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
/** What was done here and the server has not answered. */
let unanswered = [];
let news = 0;
let owed = false;
let fetching = false;
let turn = start();

document.addEventListener("scan", ({ detail }) => inTurn(() => take(detail.code)));
document.addEventListener("made", ({ detail }) => detail.operation.task === task && begin(detail.operation));
document.addEventListener("answer", ({ detail }) => detail.operation.task === task && answered(detail));
document.addEventListener("nudge", ({ detail }) => detail.name === "receiving-changed" && refetch());
document.addEventListener("link", ({ detail }) => (detail.on ? owed && refetch() : (owed = true)));
document.addEventListener("click", onTap);
goods.addEventListener("submit", (event) => inTurn(confirm, event));
goods.addEventListener("input", () => held && (held.sure = false));
strange.addEventListener("submit", (event) => inTurn(keepStrange, event));

async function start() {
  const mine = (await kept()).filter((operation) => operation.task === task);
  for (const operation of mine.filter(({ ackedAt }) => ackedAt)) forget(operation);
  unanswered = mine.filter(({ ackedAt }) => !ackedAt);
  render();
  stayAwake(isOpen);
  refetch();
}

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
  const over = isBlind() ? 0 : units - leftOf(held.sku, lot);
  if (over > 0 && !held.sure) {
    held.sure = true;
    return asking(say("rcv_over", { count: over }));
  }
  const fields = { item: held.code, quantity: String(units), lot, expires_on: day, condition, to, serials: held.serials.join("\n"), over: held.sure ? "yes" : "" };
  if (!(await send(page.dataset.receipts, fields, held.name, held.sku))) return undefined;
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
  const last = unanswered.filter(({ url }) => url === page.dataset.receipts).pop();
  if (await send(page.dataset.undos, last ? { receipt: last.id } : {}, "")) asking(say("rcv_undone"));
}

/** Whether it is on the device. */
async function send(url, fields, about, sku = "") {
  try {
    begin(await post({ url, fields, task, about, sku, effects: [] }));
    return true;
  } catch (problem) {
    notSaved(problem);
    return false;
  }
}

function begin(operation) {
  if (!unanswered.some(({ id }) => id === operation.id)) unanswered.push(operation);
  render();
}

/** What was refused did not happen; its words are on the strip already. */
function answered({ operation, answer }) {
  news += 1;
  unanswered = unanswered.filter(({ id }) => id !== operation.id);
  kept().then((all) => all.filter(({ id }) => id === operation.id).forEach(forget));
  if (answer.ok && operation.url === page.dataset.plates) return tookPlate(answer.html);
  if (answer.ok && operation.url === page.dataset.prints) return asking(textOf(answer.html) || say("rcv_printed"));
  if (!answer.ok || !put(answer.html)) refetch();
  return render();
}

/** The new plate is where the next goods go. */
function tookPlate(html) {
  const before = plates();
  if (!put(html)) return refetch();
  const fresh = places().find(({ dataset }) => dataset.plate && !before.includes(dataset.plate));
  if (fresh) {
    localStorage.setItem(TO, fresh.dataset.place);
    feel("right");
    tell("done", say("rcv_plate", { plate: fresh.dataset.address }));
  }
  return render();
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
  for (const row of rows()) {
    const waits = waiting(row.dataset.sku);
    row.classList.toggle("is-kept", waits > 0);
    row.querySelector("[data-part=received]").textContent = written(Number(row.dataset.received) + (firstOf(row) ? waits : 0));
  }
  if (!isStanding()) tell("todo", instruction(to));
}

function instruction(to) {
  if (!isOpen()) return say("rcv_closed");
  if (held) return say(held.serial ? "rcv_serial" : "rcv_confirm");
  return say(to ? "rcv_item" : "rcv_place");
}

const list = () => document.getElementById("lines");
const isOpen = () => ["announced", "receiving"].includes(list().dataset.state);
const isBlind = () => page.dataset.blind === "1";
const rows = () => Array.from(list().querySelectorAll("[data-line]"));
const places = () => Array.from(list().querySelectorAll("[data-place]"));
const plates = () => places().map(({ dataset }) => dataset.plate);
const dockId = () => (places().find(({ dataset }) => dataset.dock) || { dataset: {} }).dataset.dock || "";
const of = (sku) => rows().filter(({ dataset }) => dataset.sku === sku);
const firstOf = (row) => of(row.dataset.sku)[0] === row;

/** How many of the lot are still to come: by its own line, else by the item's. */
function leftOf(sku, lot) {
  const line = of(sku).find(({ dataset }) => dataset.lot === lot) || of(sku).find(({ dataset }) => !dataset.lot);
  return line ? Number(line.dataset.announced) - Number(line.dataset.received) - waiting(sku) : 0;
}

const waiting = (sku) => unanswered.filter((one) => one.sku === sku).reduce((units, { fields }) => units + Number(fields.quantity), 0);

/** What the page knows without the server: each item that is expected or came. */
function known() {
  return rows().map(({ dataset }) => ({ sku: dataset.sku, name: dataset.name, codes: JSON.parse(dataset.codes), lots: "lots" in dataset, expiry: "expiry" in dataset, serial: "serial" in dataset }));
}

function placeOf(scanned) {
  if (!scanned) return null;
  const { text, sscc } = readCode(scanned);
  return places().find(({ dataset }) => [text, sscc].includes(dataset.place)) || null;
}

/** The list anew, until nothing came while it was on its way: others receive, too. */
async function refetch() {
  news += 1;
  owed = true;
  if (fetching) return;
  fetching = true;
  try {
    while (owed) await layAnew();
  } catch (offline) {
    // still owed: asked for when the network is back
  } finally {
    fetching = false;
  }
}

async function layAnew() {
  const before = news;
  const response = await fetch(page.dataset.lines, { headers: { "HX-Request": "true" } });
  const html = await response.text();
  if (before !== news) return;
  owed = !put(html);
  if (owed) throw new Error(`no list, but ${response.status}`);
  render();
}

/** @returns {boolean} whether it was a list at all */
function put(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  const fresh = box.content.querySelector("#lines");
  if (fresh) list().replaceWith(fresh);
  return Boolean(fresh);
}
