// A pick walk: which page of the document the picker is at, and what a scan or a tap does there.
import { exceptions, skip, takeScan as takeAtStop, tapTaken } from "./atstop.js";
import { startAnswers } from "./answers.js";
import { stayAwake } from "./awake.js";
import { feel } from "./feedback.js";
import { replay } from "./journal.js";
import { waitingHere } from "./kept.js";
import { current, phase, remember, restore, walk } from "./state.js";
import { asks, open, places, walkElement } from "./page.js";
import { offer } from "./scanner.js";
import { close } from "./sheets.js";
import { isStanding, tell } from "./strip.js";
import { instruct, show, showStop } from "./view.js";
import { stepOf } from "./matching.js";
import { say } from "./words.js";

/** At the stops of a count something else is asked than goods and totes. */
const counting = walkElement().dataset.codes && import("./counting.js");

/** Scans are taken one after another, once the walk is there: one that comes while the last is being kept is judged where that one leads. */
let turn = start();
let underway = 0;

document.addEventListener("scan", onScan);
document.addEventListener("click", onTap);
document.addEventListener("changed", redraw);
document.addEventListener("waiting", () => phase() === "done" && render());

async function start() {
  restore();
  startAnswers(await replay(walk.task));
  render();
  stayAwake(() => phase() !== "done");
  for (const part of [atCart, exceptions, backwards]) part().catch(() => undefined); // on the device before the network goes
}

/** What is needed before the first stop and after the last. */
const atCart = () => import("./atcart.js");
const backwards = () => import("./undo.js");
const askFor = async (...asked) => (await import("./keys.js")).askFor(...asked);

function inTurn(act) {
  underway += 1;
  const next = () => act();
  turn = turn.then(next, next).finally(() => (underway -= 1));
}

function onScan({ detail }) {
  document.body.classList.remove("is-listing");
  if (walk.busy === detail.code) return; // it is being looked up
  if (walkElement().dataset.paused) return feel("wrong"); // the screen says how to go on
  close();
  inTurn(() => take(detail));
}

async function take({ code, how }) {
  const at = phase();
  if (counting) return (await counting).step(code, how);
  if (at === "stop") await (walk.held && walk.held.instead ? (await exceptions()).takeInstead(code, how) : takeAtStop(code, how));
  else if (at === "cart" || at === "swap") await (await atCart()).takeTote(code, at === "swap" ? walk.swapping : places().find((place) => !place.tote).id);
  else if (at === "staging") await (await atCart()).takeLane(code);
}

const TAPS = {
  skip,
  undo: async () => (await backwards()).undo(),
  short: async (button) => (await exceptions()).short(button.dataset.reason),
  damage: async () => (await exceptions()).damaged(1),
  damages: () => askFor(say("damaged_how_many"), "", async (text) => (await exceptions()).damaged(Number(text))),
  call: async (button) => (await exceptions()).call(button.dataset.reason),
  elsewhere: async () => (await exceptions()).askOtherBin(),
  empty: async (button) => (await exceptions()).answerZero(button.dataset.answer),
  pause: async () => (await exceptions()).rest(true),
  resume: async () => (await exceptions()).rest(false),
  quantity: () => askFor(say("take_how_many"), "", async (text) => (await exceptions()).takeQuantity(text)),
  camera: () => import("./eye.js").then(({ openCamera }) => openCamera()),
  type: () => askFor(say("type_code"), "", (text) => offer(text, "typed")),
  full: () => swap(current()),
  tray() {}, // folded or shown by the tray itself; here the sheet closes
  path: () => document.body.classList.toggle("is-listing"),
};

/** A second tap while the first one is being kept would do the same to the next stop: it does nothing. */
function onTap(event) {
  const button = event.target.closest("[data-do]");
  const act = event.target.closest("#strip-said") ? tapTaken : button && TAPS[button.dataset.do];
  if (!act) return;
  close();
  if (!underway) inTurn(() => act(button));
}

/** The tote at the stop is full: the next scan binds another to its place. */
function swap(stop) {
  if (!stop) return;
  walk.swapping = stop.place;
  tell("todo", "");
  render();
}

/** The colour of the answer is on the screen first. */
function redraw() {
  requestAnimationFrame(() => setTimeout(render));
}

/** Draw where the walk stands; a message that waits to be seen stays. */
function render() {
  const at = phase();
  document.getElementById("rest").hidden = !walkElement().dataset.paused;
  if (at === "stop") return renderStop();
  const place = places().find((one) => (at === "swap" ? one.id === walk.swapping : !one.tote));
  const page = { cart: place && place.element, swap: place && place.element, staging: document.getElementById("staging"), done: document.getElementById("done") }[at];
  show(page);
  remember();
  const step = { cart: "empty", swap: "swap", staging: "lane" }[at];
  if (!isStanding()) tell(at === "done" ? "done" : "todo", at === "done" ? say(waitingHere() ? "done_saved" : "walk_done") : say(`scan_${step}`, { place: place && place.position }));
  announce(step === "swap" ? "empty" : step, open()[0]);
}

function renderStop() {
  if (counting) return take({});
  const stop = current();
  const step = stepOf(stop, walk.held, asks());
  show(stop.element);
  showStop(stop, walk.held);
  remember();
  if (!isStanding()) instruct(step, stop, walk.held);
  announce(step, stop);
}

function announce(step, stop) {
  document.dispatchEvent(new CustomEvent("step", { detail: { step, stop } }));
}
