// The end of a shift on this device.
import { feel } from "./feedback.js";
import { isLocked, lock, refuseLocked } from "./lock.js";
import { flush } from "./outbox.js";
import { waiting } from "./store.js";
import { tell } from "./strip.js";
import { isThere } from "./way.js";
import { say } from "./words.js";

/** How long a sign-out waits for the queue (ms). */
const LAST_CHANCE = 3000;

/**
 * What waits is sent first if it can be; else the worker is told, and may end all the same.
 * @param {HTMLFormElement} form
 */
export async function end(form) {
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
