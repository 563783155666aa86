// Where a returns clerk begins: what is on a parcel is scanned, and leads to its return. Without network it is kept that
// the parcel came; whose it is, the server says when it is back.
import { feel } from "./feedback.js";
import { post } from "./outbox.js";
import { notSaved, short, textOf } from "./say.js";
import { tell } from "./strip.js";
import "./typed.js";
import { say } from "./words.js";

const begin = document.getElementById("returns-dock");
const TASK = "returns-dock";
const LONGEST = 8000;
/** How long the answer to an arrival is waited for (ms): a refusal after that is kept for a person. */
const WATCHED = 15000;
/** The arrival whose page this one goes on to. */
let awaited = "";
let busy = false;

tell("todo", say("scan_returned"));
document.addEventListener("scan", ({ detail }) => onScan(detail.code));
document.addEventListener("answer", ({ detail }) => detail.operation.task === TASK && answered(detail));
document.addEventListener("visibilitychange", () => document.hidden || lookAgain());

async function onScan(code) {
  if (busy) return; // the page of the first one is on its way
  busy = true;
  tell("asking", say("looking_up"));
  await leadOn(code);
  busy = false;
}

async function leadOn(code) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), LONGEST);
  try {
    const answer = await fetch(`${begin.dataset.finds}?${new URLSearchParams({ code })}`, { headers: { Accept: "application/json" }, signal: stop.signal });
    if (!answer.ok) return refuse(textOf(await answer.text()));
    const { url, sure } = await answer.json();
    return sure ? arrive(code, "") : location.assign(url);
  } catch (offline) {
    return arrive(code, "yes");
  } finally {
    clearTimeout(clock);
  }
}

/** @param {string} alone  without network: whatever the scan turns out to be, the parcel is here */
async function arrive(code, alone) {
  try {
    const kept = await post({ url: begin.dataset.arrivals, fields: { code, alone }, task: TASK, about: short(code), goods: say("parcel_aside"), effects: [], watched: alone ? 0 : WATCHED });
    awaited = alone ? "" : kept.id;
    if (!alone) return undefined;
    feel("right");
    return tell("done", say("arrived_saved", { code: short(code) }));
  } catch (problem) {
    return notSaved(problem);
  }
}

function answered({ operation, answer }) {
  if (!answer.ok) return undefined;
  const box = document.createElement("template");
  box.innerHTML = answer.html;
  const link = box.content.querySelector("[data-led]");
  if (link && operation.id === awaited) return location.assign(link.getAttribute("href"));
  return lookAgain();
}

function refuse(words) {
  feel("wrong");
  tell("wrong", words);
}

/** What waits, anew. */
async function lookAgain() {
  try {
    const response = await fetch(begin.dataset.list, { headers: { "HX-Request": "true" } });
    const html = await response.text();
    if (response.ok && html.includes("returns__list")) document.getElementById("returns-list").innerHTML = html;
  } catch (offline) {
    // asked for again when somebody looks
  }
}
