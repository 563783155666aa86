// Sends what the device keeps, in order, one at a time, from one page only, until the server has answered each by its
// name.
import { newId } from "./ids.js";
import { told } from "./say.js";
import { acknowledge, keep, keepRefusal, lease, waiting } from "./store.js";

const LONGEST_WAIT = 30000;
const TIMEOUT = 15000;

const me = newId();
/** Other pages of this device learn what this one keeps, and what was answered. */
const others = new BroadcastChannel("outbox");
let sending = false;
let again = false;
let misses = 0;
let timer = 0;

/**
 * Keep an operation and send it as soon as may be.
 * @param {{url: string, fields: Object<string, string>, task: number, about: string, goods?: string, effects: object[], watched?: number}} asked
 * @returns {Promise<import("./store.js").Operation>}
 */
export async function post(asked) {
  const who = { shift: meta("shift-token"), by: document.body.dataset.worker };
  const operation = await keep({ ...asked, ...who, id: newId(), at: new Date().toISOString() });
  others.postMessage({ operation });
  later(50); // the answer is on the screen first
  return operation;
}

/** Begin sending; called again whenever the way may be free. */
export function startOutbox() {
  addEventListener("online", flush);
  addEventListener("offline", () => link(false));
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  document.addEventListener("socket", ({ detail }) => {
    link(detail.on);
    if (detail.on) flush();
  });
  others.onmessage = ({ data }) => announce(data);
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  flush();
}

export async function flush() {
  clearTimeout(timer);
  tell();
  again = true;
  if (sending) return;
  sending = true;
  try {
    while (again) {
      again = false;
      if (navigator.locks) await navigator.locks.request("outbox", drain);
      else await drain();
    }
  } finally {
    sending = false;
  }
}

async function drain() {
  for (;;) {
    const [next] = await waiting();
    if (!next) return;
    if (!navigator.locks && !(await lease(me, TIMEOUT + 5000))) return later(2000);
    const answer = await send(next);
    if (!answer) {
      misses += 1;
      return later(Math.min(LONGEST_WAIT, 500 * 2 ** misses));
    }
    misses = 0;
    await settle(next, answer);
  }
}

function later(time) {
  timer = setTimeout(flush, time);
}

/** The answer, if it names this very operation; a status of 200 alone says nothing (captive portals send them). */
async function send(operation) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    const response = await fetch(operation.url, {
      method: "POST",
      credentials: "same-origin",
      redirect: "error",
      signal: stop.signal,
      headers: headers(operation),
      body: new URLSearchParams(operation.fields),
    });
    const html = await response.text();
    if (response.status === 401) return goToSignIn(response);
    const named = response.headers.get("Operation-Id") === operation.id;
    link(named);
    if (response.status === 400 && !named) document.dispatchEvent(new CustomEvent("stale"));
    if (!named || response.status === 503) return null;
    const outcome = response.headers.get("Operation-Outcome");
    return { html, outcome, ok: outcome === "done", version: Number(response.headers.get("Walk-Version") || 0) };
  } catch (unreachable) {
    link(false);
    return null;
  } finally {
    clearTimeout(clock);
  }
}

function headers(operation) {
  return {
    "Operation-Id": operation.id,
    "Operation-Counter": String(operation.counter),
    "Operation-At": operation.at,
    "Operation-Shift": operation.shift,
    "X-CSRFToken": meta("csrf-token"),
  };
}

async function settle(operation, answer) {
  if (answer.ok) await acknowledge(operation);
  else await keepRefusal(operation, isSeen(operation) ? "" : told(operation, answer));
  others.postMessage({ operation, answer });
  await announce({ operation, answer });
}

/** Whether the picker waits for the answer to this one: a refusal is seen at once, and nothing was done on it. */
const isSeen = ({ at, watched }) => Date.now() - Date.parse(at) < watched;

async function announce(detail) {
  await tell();
  document.dispatchEvent(new CustomEvent(detail.answer ? "answer" : "made", { detail }));
}

/** The shift is over: the queue stays here and is sent after the next sign-in. */
function goToSignIn(response) {
  location.assign(response.headers.get("HX-Redirect") || "/sign-in");
  return null;
}

/** How many operations wait on this device, and which. */
export async function tell() {
  const operations = await waiting();
  document.dispatchEvent(new CustomEvent("waiting", { detail: { count: operations.length, operations } }));
}

function link(on) {
  document.dispatchEvent(new CustomEvent("link", { detail: { on } }));
}

export function meta(name) {
  const element = document.querySelector(`meta[name="${name}"]`);
  return element ? element.content : "";
}
