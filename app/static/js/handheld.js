// What each page of a handheld does: takes scans, sends what waits, shows the connection, knows a badge.
import { keepApp } from "./app.js";
import { feel } from "./feedback.js";
import { isLocked, lock, refuseLocked, startLock, unlock } from "./lock.js";
import { flush, startOutbox, tell as tellWaiting } from "./outbox.js";
import { refused } from "./say.js";
import { capture } from "./scanner.js";
import "./sheets.js";
import { startSocket } from "./socket.js";
import { waiting } from "./store.js";
import { tell } from "./strip.js";
import { startTray } from "./tray.js";
import { guardForms, isThere, submit } from "./way.js";
import { say } from "./words.js";

const BADGE = "BDG-";
const RELOADED = "reloaded-at";
/** How long a sign-out waits for the queue (ms). */
const LAST_CHANCE = 3000;
/** Those who wait for work ask again within so much time (ms), one after the other. */
const SPREAD = 1000;

let looking = 0;

document.body.classList.add("live");
document.addEventListener("link", ({ detail }) => showLink(detail.on));
document.addEventListener("waiting", ({ detail }) => showWaiting(detail.count));
document.addEventListener("stale", reloadOnce);
document.addEventListener("answer", showRefusal);
document.addEventListener("nudge", lookAgain);
document.addEventListener("click", letGo);
document.addEventListener("scan", onScan, true);
document.addEventListener("misread", ({ detail }) => isLocked() || unread(detail.why));
document.addEventListener("submit", onEnd);

guardForms();
startLock();
capture(document.getElementById("capture"));
startTray();
keepApp().catch(() => undefined); // where the browser refuses, all goes on but for a page opened without network
if (document.querySelector('meta[name="shift-token"]')) {
  startOutbox();
  startSocket();
} else {
  tellWaiting(); // what waits here is sent after the sign-in
  addEventListener("online", () => location.reload()); // a page out of the cache has an old token
}

/** A badge switches the worker, wherever it is scanned; other codes are for the page, if it takes any. */
function onScan(event) {
  const { code } = event.detail;
  if (code.toUpperCase().startsWith(BADGE)) {
    event.stopImmediatePropagation();
    takeBadge(code);
  } else if (isLocked()) {
    event.stopImmediatePropagation();
    refuseLocked();
  } else if (!document.querySelector("[data-takes-scans]")) {
    feel("unknown");
    tell("unknown", document.querySelector('meta[name="shift-token"]') ? say("not_here") : say("no_badge"));
  }
}

/** What was cut off, or is no code that a label of ours has. */
function unread(why) {
  feel("unknown");
  tell("unknown", say(why));
}

async function takeBadge(badge) {
  if (isLocked() && (await unlock(badge))) return undefined;
  if (isLocked() && !(await isThere())) return refuseLocked();
  const form = document.getElementById("badge-form");
  form.elements.badge.value = badge;
  return submit(form);
}

/** Signing out: what waits is sent first if it can be; else the worker is told, and may do it all the same. */
async function onEnd(event) {
  const form = event.target;
  if (!("ends" in form.dataset) || event.defaultPrevented) return;
  event.preventDefault();
  if (!(await isThere())) return isLocked() ? refuseLocked("sign_in_offline") : leave(form);
  const count = await lastChance();
  if (!count || form.dataset.ends === "told") return form.submit();
  form.dataset.ends = "told";
  const sheet = form.closest(".sheet");
  if (sheet) sheet.hidden = true; // the strip lies below
  feel("asking");
  return tell("asking", say("end_waiting", { count }));
}

/** Without network nobody signs out: the device locks, and what was opened to get there is closed. */
function leave(form) {
  const sheet = form.closest(".sheet");
  if (sheet) sheet.hidden = true;
  lock();
}

async function lastChance() {
  flush();
  const end = Date.now() + LAST_CHANCE;
  let count = (await waiting()).length;
  while (count && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    count = (await waiting()).length;
  }
  return count;
}

/** What the queue brings on another page than the walk's is told there. */
function showRefusal({ detail }) {
  if (!detail.answer.ok && !document.getElementById("walk")) refused(detail.operation, detail.answer);
}

/** A button that keeps the focus would be pressed by the scanner's Enter. */
function letGo(event) {
  const button = event.target.closest("button, a");
  if (button && !button.closest("form")) button.blur();
}

/** The start shows work that the lead has just given, and where there was none what is free now. */
function lookAgain({ detail }) {
  if (detail.name === "work-free") return lookForWork();
  if (detail.name !== "work-changed" || !document.querySelector("[data-work]")) return;
  feel("bell");
  setTimeout(() => location.reload(), 400); // the bell is heard first
}

/** Quietly, once, not while a sheet is open, and not with all the others who wait at the same moment. */
function lookForWork() {
  if (looking || !document.querySelector('[data-work="none"]')) return;
  looking = setTimeout(() => {
    looking = 0;
    if (document.querySelector(".sheet:not([hidden])")) lookForWork();
    else location.reload();
  }, 200 + Math.random() * SPREAD);
}

function showLink(on) {
  const sign = document.querySelector("[data-link]");
  if (sign) sign.dataset.link = on ? "on" : "off";
}

function showWaiting(count) {
  for (const element of Array.from(document.querySelectorAll("[data-waiting]"))) {
    element.hidden = count === 0;
    element.textContent = say(element.dataset.waiting || "waiting_short", { count });
  }
  const sign = document.querySelector("[data-some-waiting]");
  if (sign) sign.hidden = count === 0;
}

/** The page's tokens are of another session: a new page has the right ones, and the queue is kept. */
function reloadOnce() {
  const last = Number(sessionStorage.getItem(RELOADED) || 0);
  if (Date.now() - last < 60000) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
}
