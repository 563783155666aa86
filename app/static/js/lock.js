// The idle lock: after a while nobody but the same worker goes on, with network or without; another worker signs in.
import { feel } from "./feedback.js";
import { say } from "./words.js";

const { shift, idle } = document.body.dataset;
const screen = document.getElementById("lock");
const MINUTE = 60000;
/** Whose badge it is; on the device before the network goes. */
const badges = () => import("./badges.js");
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
  badges().catch(() => undefined);
}

/** Nothing is seen and nothing is taken until the badge opens it again; also after the browser was closed. */
export function lock() {
  localStorage.setItem("lock", shift);
  document.getElementById("lock-said").textContent = "";
  screen.hidden = false;
}

/** @param {string} badge @returns {Promise<boolean>} whether it is the same worker's, and the lock is open */
export async function unlock(badge) {
  const { isMine } = await badges().catch(() => ({ isMine: () => false }));
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
