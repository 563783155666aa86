// An order on the bench: which page of the document the packer is at, and what a scan, a key or a tap does there.
import { startAnswers } from "./answers.js";
import { takeUnit } from "./atbench.js";
import { stayAwake } from "./awake.js";
import { at, cartons as boxes, checks, contents, doubted, filled, held, here, left, types, unsaid, unticked } from "./bench.js";
import { readCode } from "./grammar.js";
import { feel } from "./feedback.js";
import { replay } from "./journal.js";
import { waitingHere } from "./kept.js";
import { stops, walkElement } from "./page.js";
import { offer } from "./scanner.js";
import { close as closeSheets } from "./sheets.js";
import { remember, restore, walk } from "./state.js";
import { isStanding, tell } from "./strip.js";
import { say, written } from "./words.js";

/** Scans are taken one after another, once the document is there. */
let turn = start();
let underway = 0;

document.addEventListener("scan", onScan);
document.addEventListener("click", onTap);
document.addEventListener("changed", () => requestAnimationFrame(() => setTimeout(render)));
document.addEventListener("nudge", async ({ detail }) => detail.name === "packing-changed" && (await asking()).lookForNews());
document.addEventListener("waiting", () => at() === "done" && render());

async function start() {
  restore();
  startAnswers(await replay(walk.task));
  render();
  takeFirst();
  stayAwake(() => at() !== "done");
  for (const part of [closing, cartons, asking, photographs, leaving, keys, onward, hotkeys]) part().catch(() => undefined); // on the device before the network goes
}

/** Out of a tote of several orders a unit was scanned, and led here: it is the first one, once. */
function takeFirst() {
  const first = new URLSearchParams(location.search).get("item");
  if (!first) return;
  history.replaceState(null, "", location.pathname);
  setTimeout(() => inTurn(() => take(first)));
}

const closing = () => import("./closing.js");
const cartons = () => import("./cartons.js");
const asking = () => import("./benchasks.js");
const photographs = () => import("./photographs.js");
const leaving = () => import("./leaving.js");
const keys = () => import("./keys.js");
const onward = () => import("./onward.js");
const hotkeys = () => import("./hotkeys.js");
const askFor = async (...asked) => (await keys()).askFor(...asked);

function inTurn(act) {
  underway += 1;
  turn = turn.then(act, act).finally(() => (underway -= 1));
}

function onScan({ detail: { code } }) {
  closeSheets();
  document.body.classList.remove("is-boxing");
  inTurn(() => take(code));
}

/** A blank's code says which carton it is, a check's code that it is done; in an order that is packed a tote leads on. */
async function take(code) {
  const { text } = readCode(code);
  const phase = at();
  if (phase === "emptying") return (await cartons()).emptyInto(code);
  if (phase === "done" || phase === "stopped") return (await leaving()).leaveFor(walkElement().dataset.finds, { code });
  const check = checks().find(({ state, barcode }) => state === "todo" && barcode && barcode === text);
  if (check) return (await closing()).tick(check);
  const type = types().find(({ barcode }) => barcode === text);
  if (type) return (await cartons()).choose(type);
  if (phase === "verifying") return (await cartons()).verify(code);
  return takeUnit(code);
}

/** What is done with a carton as a whole is known there. */
const ofCarton = async (button) => (await cartons()).TAPS[button.dataset.do](button.dataset);

const TAPS = {
  close: async () => (await closing()).begin(),
  back: async () => (await closing()).goBack(),
  tick: async (button) => (await closing()).tick(checks().find(({ id }) => id === button.id)),
  weigh: async () => (await closing()).weigh(),
  "type-weight": async () => (await closing()).typeWeight(),
  boxes: showBoxes,
  type: () => askFor(say("type_code"), "", (text) => offer(text, "typed")),
  line: async (button) => (await asking()).lookAt(Number(button.closest("[data-stop]").dataset.line)),
  quantity: async () => (await asking()).askQuantity(),
  "take-out": async () => (await asking()).takeOut(),
  undo: async () => (await asking()).undo(),
  missing: async (button) => (await closing()).missing(button.dataset.reason),
  photograph: async () => (await photographs()).take(),
  camera: () => import("./eye.js").then(({ openCamera }) => openCamera()),
  tray() {},
};

/** Who did not mean to empty a carton is out of it by that. */
function showBoxes() {
  document.body.classList.toggle("is-boxing");
  held().emptying = 0;
  render();
}

/** A second tap while the first one is being kept does nothing. */
function onTap({ target }) {
  const button = target.closest("[data-do]");
  const act = target.closest("#strip-said") ? tapStrip : button && (TAPS[button.dataset.do] || ofCarton);
  if (!act) return;
  if (button && button.closest(".sheet")) closeSheets();
  if (!underway) inTurn(() => act(button));
}

/** A touch of the strip does what it says. */
async function tapStrip() {
  if (at() === "closing") (await closing()).goOn();
}

/** Draw where the order stands; a message that waits to be seen stays. */
function render() {
  const phase = at();
  if (phase === "verifying" && document.body.dataset.phase !== phase) feel("wrong");
  document.body.dataset.phase = phase;
  document.body.classList.toggle("is-unsaid", phase === "closing" && unsaid());
  showProgress();
  showHere();
  showHeld();
  remember();
  if (!isStanding()) tell(phase === "done" ? "done" : "todo", instruction(phase), count(phase));
  document.dispatchEvent(new CustomEvent("step", { detail: { step: phase === "packing" ? "item" : "", stop: here() } }));
}

function instruction(phase) {
  if (phase === "done") return say(waitingHere() ? "packed_saved" : "packed_next");
  if (phase === "emptying") return say("scan_for_emptied", { carton: held().emptying });
  if (phase === "verifying") return say("scan_verify", { carton: doubted().number });
  if (phase === "closing") return closingStep();
  if (phase === "packing" && held().item) return say(here().asksSerial ? "scan_serial" : "scan_one_lot");
  if (phase === "stopped") return say(boxes().some(({ units, state }) => units && state !== "shipped") ? "stopped_empty" : "stopped_next");
  return say("scan_item");
}

/** What is still to be done before the carton is closed; the first of it is the instruction. */
function closingStep() {
  const check = unticked();
  const { weight } = held();
  if (unsaid()) return say("do_carton");
  if (check) return say("do_check", check);
  if ("weighs" in walkElement().dataset && !weight) return say("do_weigh");
  return say("do_close", { carton: filled().number });
}

/** How far what is asked for has come. */
function count(phase) {
  const more = phase === "verifying" ? contents(doubted()).reduce((sum, one) => sum + one.left, 0) : left();
  return (phase === "packing" && stops().length > 0) || phase === "verifying" ? written(more) : "";
}

const packedUnits = () => stops().reduce((sum, { picked }) => sum + picked, 0);
const allUnits = () => stops().reduce((sum, { quantity }) => sum + quantity, 0);

function showProgress() {
  const bar = document.getElementById("progress");
  bar.max = allUnits() || 1;
  bar.value = packedUnits();
  document.getElementById("count").textContent = `${written(packedUnits())}/${written(allUnits())}`;
}

/** The one thing: the line of what was scanned last, as large as the screen lets it be. */
function showHere() {
  const now = document.getElementById("now");
  const line = here();
  now.textContent = "";
  if (!line) return;
  const copy = line.element.cloneNode(true);
  for (const name of ["id", "data-stop"]) copy.removeAttribute(name);
  copy.className = "line line--now";
  now.append(copy);
  for (const { element } of stops()) element.classList.toggle("is-here", element === line.element);
}

/** What the packer has begun shows itself on the carton and on what is asked before it is closed. */
function showHeld() {
  const { weight, missing } = held();
  const carton = filled();
  for (const one of Array.from(document.querySelectorAll("[data-carton]"))) one.classList.toggle("is-filled", Boolean(carton) && one === carton.element);
  for (const part of Array.from(document.querySelectorAll("[data-part=units]"))) part.textContent = written(Number(part.closest("[data-carton]").dataset.units));
  for (const part of Array.from(document.querySelectorAll("[data-part=name]"))) part.textContent = part.closest("[data-carton]").dataset.name;
  for (const content of Array.from(document.querySelectorAll("[data-content]"))) showSeen(content);
  put("weight", kilograms("kilograms", weight, 3));
  put("expected", kilograms("about_kilograms", Number(carton && carton.element.dataset.expected), 2));
  put("rest-missing", left() ? say(missing ? "closes_missing" : "closes_more", { count: left() }) : "");
}

/** What was typed is shown to the gram. */
function kilograms(key, grams, digits) {
  const kg = (grams / 1000).toLocaleString(document.documentElement.lang || "en", { maximumFractionDigits: digits });
  return grams ? say(key, { kg }) : "";
}

/** How many of it were scanned once more. */
function showSeen(content) {
  const { verified, quantity } = content.dataset;
  content.querySelector("[data-part=verified]").textContent = written(Number(verified));
  content.classList.toggle("is-seen", verified === quantity);
}

function put(id, words) {
  const element = document.getElementById(id);
  if (element) element.textContent = words;
}
