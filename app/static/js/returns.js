// A returned parcel on a handheld: an item is scanned, what is asked of it is answered, and its tote confirms it. What is
// right the page knows by itself; the outbox keeps each confirmation, the server has the last word.
import { stayAwake } from "./awake.js";
import { feel } from "./feedback.js";
import { readCode } from "./grammar.js";
import { add, asksLot, asksSerial, expected, graded, hold, inHand, inspection, isOpen, isSame, left, letGo, page, question, reasons, row, rowOf, settle, totes, unitsOf, version, way, ways } from "./inspecting.js";
import { short } from "./say.js";
import { close as closeSheets } from "./sheets.js";
import { isStanding, tell } from "./strip.js";
import "./typed.js";
import { say, written } from "./words.js";

const rarely = () => import("./returnsasks.js");
const photographs = () => import("./photographs.js");
const keys = () => import("./keys.js");
const choosing = () => import("./choose.js");

/** Lots and numbers that fit the smallest screen. */
const SHOWN = 6;
/** What a touch of the strip does, while it offers something. */
let offered = null;
let turn = page.start();
let underway = 0;

stayAwake(isOpen);
document.addEventListener("scan", ({ detail }) => onScan(detail.code));
document.addEventListener("click", onTap);
document.addEventListener("changed", render);
for (const part of [rarely, photographs, keys, choosing]) part().catch(() => undefined); // on the device before the network goes
import("./hotkeys.js").catch(() => undefined);

/** One after the other: the next scan is judged where the last one led. */
function inTurn(act) {
  underway += 1;
  turn = turn.then(act, act).finally(() => (underway -= 1));
}

function onScan(code) {
  closeSheets();
  inTurn(() => take(code));
}

/** @param {string} code */
function take(code) {
  offered = null;
  if (!isOpen()) return wrong(say("parcel_closed"));
  if (!inHand()) return begin(code);
  if (asksLot()) return takeLot(code);
  if (asksSerial()) return takeSerial(code);
  if (isSame(code)) return addOne();
  if (question()) return wrong(say("answer_first", inHand()));
  return confirm(code);
}

/** Which item of the order it is; what is none of them may come in as a stranger. */
function begin(code) {
  const read = readCode(code);
  const row = rowOf(read);
  if (!row) return offer(say("no_such_item", { code: short(code), order: inspection.dataset.order }), () => takeIn({ code, name: say("stranger"), stranger: true }));
  const { item, name, left, reason } = row.dataset;
  if (!Number(left)) return offer(say("no_more_left", { name }), () => takeIn({ code, name, stranger: true }));
  const serial = JSON.parse(row.dataset.serials).find((one) => one === read.text || one === read.serial) || ("asksSerial" in row.dataset ? read.serial : "");
  takeIn({ item, code, name, reason, lot: "asksLot" in row.dataset ? read.lot : "", serial, count: unitsOf(read, row) });
  if (inHand().serial) takeSerial(inHand().serial);
  return feel("right");
}

function takeIn(what) {
  hold(what);
  settle();
}

function takeLot(code) {
  const read = readCode(code);
  const lots = JSON.parse(row().dataset.lots);
  const lot = read.lot || read.text;
  if (lots.length && !lots.some((one) => one.code === lot)) return offer(say("lot_not_sent", { lot: short(lot) }), () => strange({ lot }));
  inHand().lot = lot;
  return right();
}

function takeSerial(code) {
  const read = readCode(code);
  const serial = read.serial || read.text;
  const sent = JSON.parse(row().dataset.serials);
  inHand().serial = "";
  if (sent.length && !sent.includes(serial)) return offer(say("serial_not_sent", { serial: short(serial), order: inspection.dataset.order }), () => strange({ serial }));
  Object.assign(inHand(), { serial, count: 1 });
  return right();
}

/** What was not sent comes in, but never as a part of the order. */
function strange(what) {
  Object.assign(inHand(), { ...what, stranger: true, answers: {}, way: "", override: "", count: 1 });
  settle();
}

function addOne() {
  if ("asksSerial" in row().dataset) return wrong(say(question() ? "answer_first" : "is_item_here", inHand()));
  const units = inHand().count + unitsOf(readCode(inHand().code), row());
  if (units > Number(row().dataset.left)) return wrong(say("too_many_left", row().dataset));
  inHand().count = units;
  return right();
}

/** The tote is scanned: the units lie in it. One that the page does not know may be an empty one, which the server judges. */
async function confirm(code) {
  const read = readCode(code);
  const tote = totes().find(({ dataset }) => dataset.barcode === read.text);
  const item = rowOf(read);
  if (item && !tote) return wrong(say("is_item_here", inHand()));
  if (tote && tote.dataset.disposition !== way()) return wrong(say("other_tote", { tote: tote.dataset.address, other: ways[tote.dataset.disposition], way: ways[way()] }));
  const { item: id, code: scanned, name, lot, serial, count, answers, reason, override, stranger } = inHand();
  const fields = { item: scanned, lot, serials: serial, quantity: String(count), reason, disposition: way(), override, tote: read.text, stranger: stranger ? "yes" : "", version: version() };
  for (const [asked, said] of Object.entries(answers)) fields[`answer_${asked}`] = said;
  const effects = [{ kind: "graded", item: stranger ? "" : id, name, count, serial, way: way(), tote: read.text }];
  if (!(await page.send({ url: inspection.dataset.units, fields, about: name, goods: say("lay_aside"), effects }))) return undefined;
  const done = say("laid", { count, name, way: ways[way()] });
  letGo();
  feel(isAll() ? "finished" : "right");
  settle();
  return isAll() ? undefined : tell("done", done);
}

const TAPS = {
  answer: ({ name, said }) => {
    inHand().answers[name] = said;
    settle();
  },
  back: () => {
    if (!inHand()) return;
    letGo();
    settle();
  },
  reason: async () => (await rarely()).askReason(),
  way: async () => (await rarely()).askWay(),
  undo: async () => (await rarely()).undo(),
  finish: async () => (await rarely()).finish(),
  full: async () => (await rarely()).closeTote(),
  label: async () => (await rarely()).printLabel(),
  quantity: async () => (await rarely()).askQuantity(),
  photograph: async () => (await photographs()).take(),
  camera: () => import("./eye.js").then(({ openCamera }) => openCamera()),
};

/** A second tap while the first one is being kept does nothing. */
function onTap({ target }) {
  const button = target.closest("[data-do]");
  const strip = target.closest("#strip-said");
  if (button && button.closest(".sheet")) closeSheets();
  if (underway || (!strip && !(button && TAPS[button.dataset.do]))) return;
  inTurn(() => (strip ? tapStrip() : TAPS[button.dataset.do](button.dataset)));
}

/** A touch of the strip does what it says. */
async function tapStrip() {
  const act = offered;
  offered = null;
  if (act) return act();
  return isOpen() && !inHand() && isAll() ? TAPS.finish() : undefined;
}

/** All that was announced is in totes. */
const isAll = () => expected() > 0 && graded() > 0 && !left();

function offer(words, act) {
  wrong(words);
  offered = act;
}

function wrong(words) {
  feel("wrong");
  tell("wrong", words);
}

function right() {
  feel("right");
  settle();
}

function render() {
  const open = isOpen();
  if (!open) letGo();
  document.body.dataset.phase = open ? (inHand() ? "held" : "item") : "done";
  document.getElementById("count").textContent = `${written(graded())}/${written(graded() + left())}`;
  show();
  const stays = isStanding() || (open && document.getElementById("strip").dataset.kind === "done");
  if (!stays) tell(open ? "todo" : "done", instruction());
}

function instruction() {
  if (!isOpen()) return say(page.waits() ? "parcel_saved" : "parcel_closed");
  if (!inHand()) return say(isAll() ? "all_there" : "scan_unit");
  if (asksLot()) return say("scan_unit_lot");
  if (asksSerial()) return say("scan_unit_serial");
  if (question()) return say("answer_it");
  const open = totes().filter(({ dataset }) => dataset.disposition === way());
  return open.length ? say("scan_tote_for", { totes: open.map(({ dataset }) => dataset.address).join(" / ") }) : say("scan_empty_tote");
}

/** The one thing: what is asked of the unit in the hand, then where it goes. */
function show() {
  const now = document.getElementById("now");
  now.textContent = "";
  now.hidden = !inHand();
  if (!inHand()) return;
  const what = add(now, "p", "inspect__name", inHand().count > 1 ? `${written(inHand().count)} × ${inHand().name}` : inHand().name);
  if (inHand().serial || inHand().lot) add(what, "small", "", ` ${inHand().serial || inHand().lot}`);
  const asked = question();
  if (asksLot() || asksSerial()) {
    showSent(now);
    return;
  }
  if (asked) {
    add(now, "p", "inspect__question", asked.words);
    const answers = add(now, "div", "inspect__answers", "");
    for (const { name, words } of asked.answers) tap(answers, words, { do: "answer", name: asked.name, said: name });
    return;
  }
  add(now, "p", "inspect__way", ways[way()]);
  const more = add(now, "div", "inspect__more", "");
  tap(more, `${say("reason")}: ${reasons[inHand().reason]}`, { do: "reason" }, "button button--quiet");
  if ("leads" in inspection.dataset) tap(more, say("change_way"), { do: "way" }, "button button--quiet");
}

/** Which lots or numbers left with the order, to be held against what is printed on the unit. */
function showSent(now) {
  const { lots, serials } = row().dataset;
  const sent = asksLot() ? JSON.parse(lots).map(({ code }) => code) : JSON.parse(serials);
  if (!sent.length) return;
  add(now, "p", "inspect__question", say("was_sent"));
  add(now, "p", "inspect__sent", sent.slice(0, SHOWN).join("\n") + (sent.length > SHOWN ? "\n…" : ""));
}

function tap(parent, words, data, name = "button") {
  const button = add(parent, "button", name, words);
  button.type = "button";
  Object.assign(button.dataset, data);
}

