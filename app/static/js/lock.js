// The idle lock: after a while nobody but the same worker goes on, with network or without; another worker signs in.
import { feel } from "./feedback.js";
import { meta } from "./outbox.js";
import { say } from "./words.js";

const { shift, idle, lockSalt, lockHash } = document.body.dataset;
const screen = document.getElementById("lock");
const MINUTE = 60000;
/** So often is kept when somebody last did something (ms). */
const STEP = 5000;
let active = Date.now();

export const isLocked = () => Boolean(screen) && !screen.hidden;

export function startLock() {
  if (!screen) return;
  if (localStorage.getItem("shift") !== shift) {
    localStorage.setItem("shift", shift); // just signed in
    localStorage.setItem("active-at", String(active));
  }
  if (localStorage.getItem("lock") === shift) lock();
  active = Number(localStorage.getItem("active-at"));
  look();
  for (const sign of ["pointerdown", "keydown", "scan"]) document.addEventListener(sign, touch, { capture: true, passive: true });
  document.addEventListener("visibilitychange", look);
  document.addEventListener("submit", onTyped, true);
  setInterval(look, STEP);
}

/** Nothing is seen and nothing is taken until the badge opens it again; also after the browser was closed. */
export function lock() {
  localStorage.setItem("lock", shift);
  document.getElementById("lock-said").textContent = "";
  screen.hidden = false;
}

/** @param {string} badge @returns {Promise<boolean>} whether it is the same worker's, and the lock is open */
export async function unlock(badge) {
  if (!(await isMine(badge.trim().toUpperCase()))) return false;
  localStorage.removeItem("lock");
  screen.hidden = true;
  active = Date.now();
  localStorage.setItem("active-at", String(active));

  feel("right");
  return true;
}

function touch() {
  look();
  if (isLocked()) return;
  if (Date.now() - active > STEP) localStorage.setItem("active-at", String(Date.now()));
  active = Date.now();
}

function look() {
  const last = Math.max(Number(localStorage.getItem("active-at")), active); // another page of this device may know better
  if (Number(idle) && Date.now() - last > Number(idle) * MINUTE) lock();
}

async function isMine(badge) {
  if (!window.crypto.subtle) return asks(badge);
  return (await sha256(lockSalt + (await sha256(badge)))) === lockHash;
}

async function sha256(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** On plain HTTP the browser computes no hashes; the server tells. */
async function asks(badge) {
  try {
    const headers = { "X-CSRFToken": meta("csrf-token"), "HX-Request": "true" };
    return (await fetch("/unlocks", { method: "POST", headers, body: new URLSearchParams({ badge }) })).status === 204;
  } catch (offline) {
    return false;
  }
}

/** A badge that was typed is taken like a scan. */
function onTyped(event) {
  if (event.target.id !== "lock-form") return;
  event.preventDefault();
  const { badge } = event.target.elements;
  document.dispatchEvent(new CustomEvent("scan", { detail: { code: badge.value.trim(), how: "typed" } }));
  badge.value = "";
}

/** What a locked screen says to another code, and to another worker while there is no network. */
export function refuseLocked(why = "locked") {
  feel("wrong");
  document.getElementById("lock-said").textContent = say(why);
}
