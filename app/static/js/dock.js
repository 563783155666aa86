// Loading at the dock: the page's own list judges a scan at once, the outbox keeps it, the server has the last word.
import { stayAwake } from "./awake.js";
import { feel } from "./feedback.js";
import { readCode } from "./grammar.js";
import { post } from "./outbox.js";
import { asking, notSaved, short, textOf } from "./say.js";
import { forget, keepNewest, kept, newestOf } from "./store.js";
import { isStanding, tell } from "./strip.js";
import "./typed.js";
import { say, written } from "./words.js";

const dock = document.getElementById("dock");
/** Walks are known by numbers; so this is none of theirs. */
const task = `manifest-${dock.dataset.manifest}`;

/** Of a held carton that came off: it is not to be loaded again. */
const OFF = "off";
/** What was done here and the server has not answered. */
let unanswered = [];
/** How often there was a reason to believe that a list that is on its way is not the newest. */
let news = 0;
let owed = false;
let fetching = false;
let turn = start();

document.addEventListener("scan", ({ detail }) => inTurn(() => take(detail.code)));
document.addEventListener("made", ({ detail }) => detail.operation.task === task && begin(detail.operation));
document.addEventListener("answer", ({ detail }) => detail.operation.task === task && answered(detail));
document.addEventListener("nudge", ({ detail }) => detail.name === "dock-changed" && refetch());
document.addEventListener("link", ({ detail }) => (detail.on ? owed && refetch() : (owed = true)));
document.getElementById("dock-mode").addEventListener("click", turnOver);
document.getElementById("dock-camera").addEventListener("click", () => import("./eye.js").then(({ openCamera }) => openCamera()));

async function start() {
  const madeAt = await layNewest();
  const mine = (await kept()).filter((operation) => operation.task === task);
  for (const operation of mine.filter(({ ackedAt }) => ackedAt && ackedAt < madeAt)) forget(operation);
  const since = mine.filter(({ ackedAt }) => !ackedAt || ackedAt >= madeAt);
  unanswered = since.filter(({ ackedAt }) => !ackedAt);
  since.forEach(({ effects }) => effects.forEach(apply));
  if (since.length > unanswered.length) refetch();
  render();
  stayAwake(isOpen);
}

/** One scan after the other: the next one is judged where the last one led. */
function inTurn(act) {
  turn = turn.then(act, act);
}

async function take(code) {
  if (!isOpen()) return refuse("dock_closed", code);
  const row = rowOf(code);
  if (dock.dataset.mode === "load") await load(code, row);
  else await takeOff(code, row);
}

/** What the list does not know may have been closed a moment ago: the server is asked, and the carton waits. */
async function load(code, row) {
  if (!row) return (await send(dock.dataset.loadings, code, [])) && asking(say("dock_unlisted", { code: short(code) }));
  if (row.dataset.state === "held") return refuse("dock_held", row.dataset.code);
  if (row.dataset.state !== "waiting") return asking(say("dock_already", { code: ending(row) }));
  await done(dock.dataset.loadings, code, row, "loaded", "dock_loaded");
}

async function takeOff(code, row) {
  if (!row) return (await send(dock.dataset.removals, code, [])) && asking(say("dock_is_off", { code: short(code) }));
  if (row.dataset.state === "waiting") return asking(say("dock_is_off", { code: ending(row) }));
  await done(dock.dataset.removals, code, row, row.dataset.state === "held" ? OFF : "waiting", "dock_off");
}

async function done(url, code, row, after, words) {
  const effect = { kind: "carton", id: Number(row.dataset.carton), before: row.dataset.state, after };
  if (!(await send(url, code, [effect]))) return;
  apply(effect);
  feel(waiting().length ? "right" : "finished");
  render();
  tell("done", say(words, { code: ending(row) }));
}

/** Whether it is on the device. */
async function send(url, code, effects) {
  try {
    unanswered.push(await post({ url, fields: { code }, task, about: "", effects })); // its refusal names the carton itself
    return true;
  } catch (problem) {
    notSaved(problem);
    return false;
  }
}

/** What another page of this device keeps. */
function begin(operation) {
  unanswered.push(operation);
  operation.effects.forEach(apply);
  render();
}

/** What was refused did not happen; its words are on the strip already. */
function answered({ operation, answer }) {
  news += 1;
  unanswered = unanswered.filter(({ id }) => id !== operation.id);
  if (!answer.ok) for (const effect of operation.effects) apply({ ...effect, before: effect.after, after: effect.before });
  else if (!operation.effects.length) agreed(answer.html);
  render();
  if (!answer.ok || !operation.effects.length) refetch();
}

/** The server knew the carton. */
function agreed(html) {
  if (html.includes("data-again")) return asking(textOf(html));
  feel("right");
  tell("done", textOf(html));
}

function refuse(words, code) {
  feel("wrong");
  tell("wrong", say(words, { code: code.slice(-6) }));
}

function turnOver({ currentTarget }) {
  const off = dock.dataset.mode === "load";
  dock.dataset.mode = off ? "off" : "load";
  currentTarget.setAttribute("aria-pressed", String(off));
  currentTarget.blur();
  tell("todo", "");
  render();
}

function render() {
  const all = rows().length;
  const left = waiting().length;
  document.getElementById("dock-count").textContent = `${written(all - left)} / ${written(all)}`;
  for (const row of rows()) row.classList.toggle("is-kept", unanswered.some(({ effects }) => effects.some(({ id }) => String(id) === row.dataset.carton)));
  if (!isStanding()) tell("todo", instruction(all > 0 && !left));
}

/** Nothing is closed while a held carton is on it: that comes off before anybody is told to close. */
function instruction(isAll) {
  if (!isOpen()) return say("dock_closed");
  if (dock.dataset.mode === "off") return say("dock_scan_off");
  const held = rows().find(({ dataset }) => dataset.state === "held");
  if (isAll && held) return say("dock_held", { code: ending(held) });
  return say(isAll ? "dock_all" : "dock_scan");
}

const list = () => document.getElementById("cartons");
const isOpen = () => list().dataset.state === "open";
const rows = () => Array.from(list().querySelectorAll("[data-carton]")).filter(({ dataset }) => dataset.state !== OFF);
const waiting = () => rows().filter(({ dataset }) => dataset.state === "waiting");
const ending = (row) => `…${row.dataset.code.slice(-6)}`;

/** By the carton's own code, however the scanner sends it, or by its waybill. */
function rowOf(scanned) {
  const code = readCode(scanned);
  const said = [code.text, code.sscc, scanned].filter(Boolean);
  return rows().find(({ dataset }) => JSON.parse(dataset.codes).some((known) => said.includes(known)));
}

/** An effect acts only on the state in which it was made. */
function apply({ id, before, after }) {
  const row = document.getElementById(`carton-${id}`);
  if (row && row.dataset.state === before) row.dataset.state = after;
}

/** A page out of the cache is as old as when it came; a list that came after it is laid over it. */
async function layNewest() {
  const { page } = dock.dataset;
  const known = await newestOf(task);
  if (known && known.page === page) {
    if (known.html) put(known.html);
    return known.at;
  }
  const at = performance.timeOrigin || Date.now();
  await keepNewest({ task, page, at, html: "" });
  return at;
}

/** The list anew, until nothing came while it was on its way: others load, too. */
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
  const at = Date.now();
  const response = await fetch(dock.dataset.cartons, { headers: { "HX-Request": "true" } });
  const html = await response.text();
  if (before !== news) return;
  owed = !put(html);
  if (owed) throw new Error(`no list, but ${response.status}`);
  unanswered.forEach(({ effects }) => effects.forEach(apply));
  render();
  await keepNewest({ task, page: dock.dataset.page, at, html });
}

/** @returns {boolean} whether it was a list at all */
function put(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  const fresh = box.content.querySelector("#cartons");
  if (fresh) list().replaceWith(fresh);
  return Boolean(fresh);
}
