// The way to the server: what needs it right now asks first, for without an answer the browser would put its own page
// in the place of ours.
import { feel } from "./feedback.js";
import { tell } from "./strip.js";
import { say } from "./words.js";

/** How long the server may take to be there (ms). */
const PATIENCE = 4000;

/** Whether the server answers now; a captive portal is not the server. */
export async function isThere() {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch("/healthz", { signal: stop.signal });
    return (await response.json()).status === "ok";
  } catch (unreachable) {
    return false;
  } finally {
    clearTimeout(clock);
  }
}

/**
 * Send a form if the server is there; else say what waits for it.
 * @param {HTMLFormElement} form
 */
export async function submit(form) {
  if (await isThere()) return form.submit();
  feel("wrong");
  tell("wrong", say(form.dataset.offline || "no_link"));
}

export function guardForms() {
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    event.preventDefault();
    submit(event.target);
  });
}
