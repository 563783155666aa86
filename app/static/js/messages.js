// The lead's words: over the buttons at the foot, until the picker touches them. They take no focus and stop no scan;
// what was not heard yet stays on the device, so that it is there after a reload without network too.
import { feel } from "./feedback.js";
import { isLocked } from "./lock.js";
import { post } from "./outbox.js";
import { preferences } from "./preferences.js";
import { forget, kept } from "./store.js";

const KEPT = `messages ${document.body.dataset.worker}`;
/** After an answer that did not come it is asked again (ms). */
const AGAIN = 12000;
const STEPS = ["", "delivered", "read", "acknowledged"];

const foot = document.querySelector(".foot");
/** The clock of what is to be asked again: the nudge is not told twice. */
let owed = 0;
/** How far each message is, as far as this page said so to the server. */
const steps = new Map();
/** Those that rang here, on whatever page of this device. */
const rung = new Set(JSON.parse(sessionStorage.getItem("rung") || "[]"));

document.addEventListener("nudge", ({ detail }) => detail.name === "message" && ask());
document.addEventListener("link", ({ detail }) => detail.on && owed && ask());
document.addEventListener("answer", ({ detail }) => onAnswer(detail));
document.addEventListener("visibilitychange", look);
new MutationObserver(look).observe(document.getElementById("lock"), { attributes: true }); // opened by a badge
document.addEventListener("scan", fold, true);
foot.addEventListener("click", onTouch);
lay(localStorage.getItem(KEPT) || "").then(ask);

/** What is still to be heard, from the server. Until it answers what the device has stays. */
async function ask() {
  clearTimeout(owed);
  owed = setTimeout(ask, AGAIN);
  try {
    const response = await fetch("/messages/mine", { headers: { "HX-Request": "true" } });
    if (!response.ok) return;
    const html = await response.text();
    clearTimeout(owed);
    owed = 0;
    await lay(html);
  } catch (offline) {
    // it is owed
  }
}

/** The first message that was not touched; what was, and the server does not know yet, waits in the queue. */
async function lay(html) {
  const touched = new Set((await kept()).filter(({ fields }) => fields.step === "acknowledged").map(({ url }) => url));
  const isOpen = ({ dataset }) => !touched.has(dataset.receipts) && steps.get(dataset.receipts) !== "acknowledged";
  const box = document.createElement("template");
  box.innerHTML = html;
  const all = Array.from(box.content.querySelectorAll("[data-message]")).filter(isOpen);
  localStorage.setItem(KEPT, all.map(({ outerHTML }) => outerHTML).join(""));
  const before = shown();
  const next = all[0];
  if (before && next && before.dataset.message === next.dataset.message) return look();
  if (before) before.remove();
  if (next) foot.append(next);
  for (const one of all) ring(one.dataset);
  return look();
}

/** Once for each, and spoken where the worker wants that. */
function ring({ message, said }) {
  if (rung.has(message)) return;
  rung.add(message);
  sessionStorage.setItem("rung", JSON.stringify(Array.from(rung)));
  feel("bell");
  if (preferences.speaks && !isLocked()) import("./voice.js").then(({ tell }) => tell(said));
}

/** What lies open before the picker is read; behind a lock, or while nobody looks, it is on the handheld only. */
function look() {
  const message = shown();
  if (message) note(message.dataset, document.hidden || isLocked() ? "delivered" : "read");
}

/** @param {"delivered" | "read" | "acknowledged"} step  the server is told of each once */
async function note({ receipts, step: known }, step) {
  const far = steps.get(receipts) || known;
  if (STEPS.indexOf(step) <= STEPS.indexOf(far)) return;
  steps.set(receipts, step);
  await post({ url: receipts, fields: { step }, task: 0, about: "", effects: [] });
}

async function onTouch({ target }) {
  const message = target.closest("[data-message]");
  if (!message) return;
  if (target.closest("[data-whole]")) message.classList.toggle("is-whole");
  if (!target.closest("[data-heard]")) return;
  message.hidden = true;
  await note(message.dataset, "acknowledged");
  feel("right");
  await lay(localStorage.getItem(KEPT) || "");
}

/** A scan goes on beneath: what covers more than the buttons makes way. */
function fold() {
  const message = shown();
  if (message) message.classList.remove("is-whole");
}

/** It is about no walk, so no newer document of one lets it go. */
function onAnswer({ operation, answer }) {
  if (answer.ok && /^\/messages\//.test(operation.url)) forget(operation);
}

function shown() {
  return foot.querySelector("[data-message]");
}
