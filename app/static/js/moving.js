// Move by scan: a bin, an item, how many, another bin. What lies in the bin the server knows; the move itself goes
// through the outbox, so that it is not lost when the network is.
import { feel } from "./feedback.js";
import { readCode, standsFor } from "./grammar.js";
import { post } from "./outbox.js";
import { notSaved, short, textOf, wrong } from "./say.js";
import { stillSays, tell } from "./strip.js";
import "./typed.js";
import { say } from "./words.js";

/** Lines that are kept on the screen. */
const SHOWN = 6;

const { places, moves } = document.getElementById("moving").dataset;
const done = document.getElementById("moving-done");
/** What is in hand: the bin and what lies there, the item, its lot, how many, their numbers. */
let from = null;
let item = null;
let lot = null;
let count = 0;
let numbers = [];
let turn = Promise.resolve();
let isLinked = true;

document.addEventListener("scan", ({ detail }) => (turn = turn.then(() => take(detail.code))));
document.addEventListener("answer", ({ detail }) => detail.operation.url === moves && answered(detail));
document.addEventListener("link", ({ detail }) => (isLinked = detail.on));
document.getElementById("moving-how-many").addEventListener("click", ({ currentTarget }) => {
  currentTarget.blur();
  if (lot) askCount();
});
document.getElementById("moving-anew").addEventListener("click", ({ currentTarget }) => {
  currentTarget.blur();
  anew();
  next();
});
next();

function take(code) {
  if (!from) return lookUp(code);
  if (!item) return takeItem(code);
  if (!lot) return takeLot(code);
  if (numbers.length < wanted()) return takeNumber(code);
  return unitsOf(item, code) && !item.serials ? add(unitsOf(item, code)) : putDown(code);
}

async function lookUp(code) {
  tell("asking", say("looking_up"));
  try {
    const response = await fetch(`${places}?${new URLSearchParams({ code })}`, { headers: { Accept: "application/json" } });
    if (!response.ok) return wrong(textOf(await response.text()));
    const found = await response.json();
    if (!found.items.length) return wrong(say("move_empty", { address: found.address }));
    from = found;
  } catch (offline) {
    return wrong(say("move_offline"));
  }
  feel("right");
  return next();
}

function takeItem(code) {
  const found = from.items.find((one) => unitsOf(one, code) || one.sku.toUpperCase() === code.toUpperCase());
  if (!found) return wrong(say("move_not_here", { code: short(code), address: from.address }));
  item = { ...found, code: unitsOf(found, code) ? code : found.sku };
  const said = readCode(code).lot;
  const known = item.lots.length > 1 ? item.lots.find((one) => one.code && one.code === said) : item.lots[0];
  return known ? begin(known, unitsOf(item, code) || 1) : right();
}

function takeLot(code) {
  const { text, lot: said } = readCode(code);
  const found = item.lots.find((one) => one.code && [text, said].includes(one.code));
  if (!found) return wrong(say("move_not_here", { code: short(said || text), address: from.address }));
  return begin(found, unitsOf(item, item.code) || 1);
}

/** Units that nobody keeps; else the next scan is another item. */
function begin(known, units) {
  if (!known.free) {
    const words = say("move_none_free", { count: known.on_hand, address: from.address });
    item = null;
    show();
    return wrong(words);
  }
  lot = known;
  count = Math.min(units, known.free);
  return right();
}

function takeNumber(code) {
  const { text, serial } = readCode(code);
  if (numbers.includes(serial || text)) return wrong(say("move_number_twice", { code: short(serial || text) }));
  numbers.push(serial || text);
  return right();
}

/** Another scan of the item is another unit. */
function add(units) {
  if (count + units > lot.free) return few();
  count += units;
  return right();
}

async function askCount() {
  const { askFor } = await import("./keys.js");
  askFor(say("move_how_many", { free: lot.free }), "", (text) => {
    const asked = /^\d{1,6}$/.test(text) ? Number(text) : 0;
    if (!asked || asked > lot.free) return few();
    count = asked;
    numbers = [];
    return right();
  });
}

function few() {
  return wrong(say("move_few", { free: lot.free, address: from.address, count: lot.on_hand, kept: lot.reserved }));
}

async function putDown(code) {
  if (code === from.code) return wrong(say("move_same", { address: from.address }));
  const about = say("move_done", { count, sku: item.sku, address: short(code) });
  const fields = { place: from.code, item: item.code, lot: lot.code, quantity: String(count), serials: numbers.join("\n"), target: code };
  try {
    line(await post({ url: moves, fields, task: "moving", about, effects: [] }), about);
  } catch (problem) {
    return notSaved(problem);
  }
  anew();
  show();
  feel("done");
  return isLinked ? tell("done", about) : tell("asking", say("move_saved"));
}

function anew() {
  from = item = lot = null;
  count = 0;
  numbers = [];
}

/** How many numbers are wanted: none where all of the item goes. */
const wanted = () => (item.serials && count !== item.lots.reduce((sum, one) => sum + one.on_hand, 0) ? count : 0);

/** How many units one scan of the code stands for; 0 where it is none of the item's. */
function unitsOf(one, scanned) {
  const code = readCode(scanned);
  const found = one.codes.find((known) => standsFor(code, known.code));
  return found ? code.units || found.units * (code.count || 1) : 0;
}

function right() {
  feel("right");
  next();
}

function next() {
  show();
  if (!from) return tell("todo", say("move_bin"));
  if (!item) return tell("todo", say("move_item"));
  if (!lot) return tell("todo", `${say("move_lot")}. ${say("move_which_lot", { lots: item.lots.map((one) => one.code).join(", ") })}`);
  if (numbers.length < wanted()) return tell("todo", say("move_number"), `${numbers.length + 1}/${count}`);
  return tell("todo", say("move_target"));
}

function show() {
  document.getElementById("moving-from").textContent = from ? from.address : "–";
  document.getElementById("moving-item").textContent = item ? [item.name, lot && lot.code].filter(Boolean).join(" · ") : "";
  document.getElementById("moving-count").textContent = lot ? String(count) : "";
  document.getElementById("moving-free").textContent = lot ? say("move_free", { free: lot.free, count: lot.on_hand }) : "";
}

function line(operation, words) {
  const element = document.createElement("li");
  element.dataset.operation = operation.id;
  element.className = "is-kept";
  element.textContent = words;
  done.prepend(element);
  while (done.children.length > SHOWN) done.lastElementChild.remove();
}

/** The server knows the item and the bin by their names. What was refused stays in the strip and in the list of refusals, and its line goes. */
function answered({ operation, answer }) {
  const element = done.querySelector(`[data-operation="${operation.id}"]`);
  if (!element) return;
  element.className = "";
  if (!answer.ok) return element.remove();
  const words = textOf(answer.html);
  if (stillSays(element.textContent)) tell("done", words);
  element.textContent = words;
  return undefined;
}
