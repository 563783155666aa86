// What each page of a handheld does: takes scans, sends what waits, shows the connection, knows a badge.
import { feel } from "./feedback.js";
import { startOutbox } from "./outbox.js";
import { refused } from "./say.js";
import { capture } from "./scanner.js";
import { startSocket } from "./socket.js";
import { tell } from "./strip.js";
import { startTray } from "./tray.js";
import { say } from "./words.js";

const BADGE = "BDG-";
const RELOADED = "reloaded-at";
/** How long the server may take to be there before a badge is not taken (ms). */
const PATIENCE = 4000;

document.body.classList.add("live");
document.addEventListener("link", ({ detail }) => showLink(detail.on));
document.addEventListener("waiting", ({ detail }) => showWaiting(detail.count));
document.addEventListener("stale", reloadOnce);
document.addEventListener("answer", showRefusal);
document.addEventListener("nudge", lookAgain);
document.addEventListener("click", letGo);
document.addEventListener("scan", onScan, true);

capture(document.getElementById("capture"));
startTray();
if (document.querySelector('meta[name="shift-token"]')) {
  startOutbox();
  startSocket();
}

/** A badge switches the worker, wherever it is scanned; other codes are for the page, if it takes any. */
function onScan(event) {
  const { code } = event.detail;
  if (code.toUpperCase().startsWith(BADGE)) {
    event.stopImmediatePropagation();
    changeWorker(code);
  } else if (!document.getElementById("walk")) {
    feel("unknown");
    tell("unknown", document.querySelector('meta[name="shift-token"]') ? say("not_here") : say("no_badge"));
  }
}

/** Without an answer the browser would put its own page in the place of the walk. */
async function changeWorker(badge) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  try {
    await fetch("/healthz", { signal: stop.signal });
  } catch (unreachable) {
    feel("wrong");
    return tell("wrong", say("no_link"));
  } finally {
    clearTimeout(clock);
  }
  const form = document.getElementById("badge-form");
  form.elements.badge.value = badge;
  return form.submit();
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

/** The start shows work that the lead has just given. */
function lookAgain({ detail }) {
  if (detail.name !== "work-changed" || !document.querySelector("[data-work]")) return;
  feel("bell");
  setTimeout(() => location.reload(), 400); // the bell is heard first
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
}

/** The page's tokens are of another session: a new page has the right ones, and the queue is kept. */
function reloadOnce() {
  const last = Number(sessionStorage.getItem(RELOADED) || 0);
  if (Date.now() - last < 60000) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
}
