// What each page of a handheld does: takes scans, sends what waits, shows the connection, knows a badge.
import { feel } from "./feedback.js";
import { isLocked, lock, refuseLocked, startLock, unlock } from "./lock.js";
import { startOutbox, tell as tellWaiting } from "./outbox.js";
import { refused } from "./say.js";
import { capture } from "./scanner.js";
import "./sheets.js";
import { startSocket } from "./socket.js";
import { tell } from "./strip.js";
import { guardForms, isThere, submit } from "./way.js";
import { say } from "./words.js";

const BADGE = "BDG-";
const RELOADED = "reloaded-at";
/** The demo's. */
const tray = document.getElementById("tray");

document.body.classList.add("live");
document.addEventListener("link", ({ detail }) => showLink(detail.on));
document.addEventListener("waiting", ({ detail }) => showWaiting(detail.count));
document.addEventListener("stale", reloadOnce);
document.addEventListener("answer", showRefusal);
document.addEventListener("click", letGo);
document.addEventListener("scan", onScan, true);
document.addEventListener("misread", ({ detail }) => isLocked() || unread(detail.why));
document.addEventListener("submit", onEnd);
addEventListener("unhandledrejection", onLack);

guardForms();
startLock();
capture(document.getElementById("capture"));
if (tray) {
  document.body.classList.toggle("has-tray", localStorage.getItem("tray-folded") !== "yes"); // at once: nothing moves later
  import("./tray.js").then(({ startTray }) => startTray(tray));
}
if (document.querySelector("[data-work]")) import("./start.js");
if (document.querySelector("[data-key]")) import("./keys.js");
import("./app.js").then(({ keepApp }) => keepApp()).catch(() => undefined); // where the browser refuses, all goes on but for a page opened without network
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

/** A part of the page that is loaded when it is needed did not come. */
function onLack(event) {
  if (!/imported module/.test(event.reason)) return;
  event.preventDefault();
  unread("part_offline");
}

async function takeBadge(badge) {
  if (isLocked() && (await unlock(badge))) return undefined;
  if (isLocked() && !(await isThere())) return refuseLocked();
  const form = document.getElementById("badge-form");
  form.elements.badge.value = badge;
  return submit(form);
}

/** Signing out. */
function onEnd(event) {
  const form = event.target;
  if (!("ends" in form.dataset) || event.defaultPrevented) return;
  event.preventDefault();
  import("./ending.js").then(({ end }) => end(form), lock); // no network: the screen locks
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
