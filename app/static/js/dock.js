// Loading at the dock: the page's own list judges a scan at once, the outbox keeps it, the server has the last word.
import { stayAwake } from "./awake.js";
import { feel } from "./feedback.js";
import { readCode } from "./grammar.js";
import { keepPage } from "./paged.js";
import { asking, short, textOf } from "./say.js";
import { isStanding, tell } from "./strip.js";
import "./typed.js";
import { say, written } from "./words.js";

const dock = document.getElementById("dock");
/** Walks are known by numbers; so this is none of theirs. */
const task = `manifest-${dock.dataset.manifest}`;

/** Of a held carton that came off: it is not to be loaded again. */
const OFF = "off";
const list = () => document.getElementById("cartons");
const page = keepPage({ task, page: dock.dataset.page, url: dock.dataset.cartons, put, read: () => list().outerHTML, apply, render });
let turn = page.start().then(() => stayAwake(isOpen));

document.addEventListener("scan", ({ detail }) => inTurn(() => take(detail.code)));
document.addEventListener("answer", ({ detail }) => detail.operation.task === task && answered(detail));
document.addEventListener("nudge", ({ detail }) => detail.name === "dock-changed" && page.refetch());
document.getElementById("dock-mode").addEventListener("click", turnOver);
document.getElementById("dock-camera").addEventListener("click", () => import("./eye.js").then(({ openCamera }) => openCamera()));

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
  feel(waiting().length ? "right" : "finished");
  tell("done", say(words, { code: ending(row) }));
}

/** Whether it is on the device; its refusal names the carton itself. */
const send = (url, code, effects) => page.send({ url, fields: { code }, about: "", effects });

/** What the list does not know is told by the server. */
function answered({ operation, answer }) {
  if (answer.ok && !operation.effects.length) agreed(answer.html);
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
function apply({ id, before, after }, isSent) {
  const row = document.getElementById(`carton-${id}`);
  if (!row || row.dataset.state !== before) return;
  row.dataset.state = after;
  if (!isSent) row.classList.add("is-kept");
}

/** @returns {boolean} whether it was a list at all */
function put(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  const fresh = box.content.querySelector("#cartons");
  if (fresh) list().replaceWith(fresh);
  return Boolean(fresh);
}
