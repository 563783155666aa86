// The one way of a scan into the page: from a keyboard wedge (keys with Enter, Tab or a pause), from an input method
// that commits a whole code at once, from the clipboard, the camera or the page's own keys. Each becomes one `scan`
// event on the document; what was cut off or is no code becomes `misread`. docs/scanners.md has the table of results.
import { GS, isCode } from "./grammar.js";

/** What this device's scanner is set to; /setup finds it out. */
const SET = document.body.dataset;
/** A burst without an end key is over after this pause (ms). */
const SETTLE = Number(SET.settle);
/** Where an end key is awaited, a pause as long as this is the browser's, not the end (ms). */
const JOIN = SETTLE + 800;
/** Keys that come slower than this on average (ms) are typed by hand. */
const PACE = 60;
/** The same code this soon after the last one's beginning, or after its end (ms), is one trigger pull that bounced. */
const BOUNCE = 300;
const REST = 150;
/** A burst shorter than this is not a code: with an end key; without one; in a field that a person sees. */
const SHORTEST = 2;
const SHORTEST_WITHOUT_END = 4;
const SHORTEST_IN_FIELD = 6;
const ENDS = "scans-end-by-key";

/**
 * `raw` is what came, `ms` how long it took, `pause` the longest pause in it, `end` the key that ended it.
 * @typedef {{code: string, how: "scanned" | "committed" | "pasted" | "camera" | "typed", raw: string, ms: number, pause: number, end: string}} Scan
 * @typedef {{keys: string, from: number, to: number, pause: number, field: HTMLInputElement | null, value: string, waits: boolean}} Burst
 */

/** @type {HTMLInputElement} */
let field;
/** @type {Burst | null} */
let burst = null;
let timer = 0;
/** The last key was one that an input method does not name; what it wrote comes as input. */
let unnamed = false;
let composed = { at: 0, value: "" };
let committedAt = -JOIN;
let last = { code: "", from: -BOUNCE, to: -BOUNCE };

/** @param {HTMLInputElement} hidden  so that the keyboard of the screen stays away */
export function capture(hidden) {
  field = hidden;
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("beforeinput", onInput, true);
  document.addEventListener("compositionstart", onCompose, true);
  document.addEventListener("compositionend", onComposed, true);
  document.addEventListener("paste", onPaste, true);
  field.addEventListener("input", (event) => event.isComposing || empty());
  document.addEventListener("focusout", () => setTimeout(holdFocus, 0));
  const first = document.querySelector("[autofocus]"); // the browser focuses it too late: it would be ours by then
  if (first) first.focus();
  else holdFocus();
}

/**
 * A code that was typed on the page's own keys, or read by the camera, is taken like a scan.
 * @param {string} text
 * @param {"typed" | "camera"} how
 */
export function offer(text, how) {
  tell(text.trim(), { how, raw: text, ms: 0, pause: 0, end: "" });
}

function scanned(raw, how, { from, to, pause = 0, end = "" }) {
  const code = normal(raw);
  const bounced = code === last.code && (from - last.from < BOUNCE || from - last.to < REST);
  last = { code, from, to };
  if (code && !bounced) tell(code, { how, raw, ms: Math.round(to - from), pause: Math.round(pause), end });
}

function tell(code, rest) {
  if (!isCode(code)) return misread("no_code", rest);
  document.dispatchEvent(new CustomEvent("scan", { detail: { code, ...rest } }));
}

function misread(why, rest) {
  document.dispatchEvent(new CustomEvent("misread", { detail: { why, ...rest } }));
}

/** Without its end, what the device puts around a code, and its substitute for the separator of GS1. */
function normal(raw) {
  let code = raw.replace(/\u241d/g, GS).replace(/[\r\n\t]+$/, "");
  if (SET.prefix && code.startsWith(SET.prefix)) code = code.slice(SET.prefix.length);
  if (SET.suffix && code.endsWith(SET.suffix)) code = code.slice(0, -SET.suffix.length);
  if (SET.separator && /^(\](C1|d2|Q3|e0)|0[012]\d{14})/.test(code)) code = code.split(SET.separator).join(GS);
  return code.trim();
}

function onKey(event) {
  if (event.isComposing || isSecret(event.target)) return;
  unnamed = event.key === "Unidentified" || event.keyCode === 229;
  if (event.key === "Enter" || event.key === "Tab") return onEnd(event, event.key);
  const sign = signOf(event);
  if (!sign) return;
  add(sign, event.timeStamp);
  if (!isTyping(document.activeElement)) event.preventDefault();
}

/** The separator comes as Ctrl and ] from many wedges. Some firmwares hold Alt down for every key. */
function signOf({ key, ctrlKey, altKey, metaKey }) {
  if (ctrlKey && key === "]") return GS;
  return (ctrlKey && !altKey) || metaKey || key.length !== 1 ? "" : key;
}

function onEnd(event, key) {
  const whole = burst && isBurst(SHORTEST) && belongs(event.timeStamp);
  if (whole || event.timeStamp - committedAt <= SETTLE) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (whole) finish(key);
    else document.dispatchEvent(new CustomEvent("scanend", { detail: { end: key } })); // of the commit before it
  } else if (key === "Enter" && document.activeElement === field) {
    event.preventDefault(); // a stray Enter sends nothing
  }
}

function add(sign, now) {
  if (!burst || !belongs(now)) burst = begun(now);
  burst.pause = Math.max(burst.pause, now - burst.to);
  burst.to = now;
  burst.keys += sign;
  clearTimeout(timer);
  timer = setTimeout(onPause, SETTLE);
}

function begun(now) {
  const active = document.activeElement;
  const seen = isTyping(active);
  return { keys: "", from: now, to: now, pause: 0, field: seen ? active : null, value: seen ? active.value : "", waits: false };
}

/** A slow WebView may pause within a code: where an end key is awaited, what comes after the pause belongs to it. */
function belongs(now) {
  const pause = now - burst.to;
  return pause <= SETTLE || (awaitsEnd() && pause <= JOIN && isBurst(SHORTEST));
}

function awaitsEnd() {
  return SET.terminator === "any" ? localStorage.getItem(ENDS) === "yes" : SET.terminator !== "none";
}

/** One pause is the browser's and does not count, but where a person may be typing. */
function isBurst(shortest) {
  const { keys, from, to, pause, field: seen } = burst;
  if (keys.length < (seen ? SHORTEST_IN_FIELD : shortest)) return false;
  const lenient = !seen && keys.length >= SHORTEST_WITHOUT_END;
  return (to - from - (lenient ? pause : 0)) / (keys.length - (lenient ? 2 : 1)) <= PACE;
}

function onPause() {
  if (!isBurst(SHORTEST_WITHOUT_END)) burst = awaitsEnd() && isBurst(SHORTEST) ? burst : null;
  else if (!awaitsEnd()) finish("");
  else if (!burst.waits) {
    burst.waits = true;
    timer = setTimeout(onPause, JOIN - SETTLE);
  } else if (SET.terminator === "any") finish("");
  else {
    misread("cut", { raw: burst.keys });
    burst = null;
  }
}

/** A burst that went into a visible field is taken out of it again. */
function finish(end) {
  clearTimeout(timer);
  const { keys, field: seen, value, ...timing } = burst;
  burst = null;
  if (seen) seen.value = value;
  if (end) localStorage.setItem(ENDS, "yes");
  scanned(keys, "scanned", { ...timing, end });
}

/** An input method commits the whole code in one go, without keys; or its signs one by one, with keys that it does not name. */
function onInput(event) {
  if (isSecret(event.target) || event.isComposing) return;
  const here = event.target === field;
  const text = (event.inputType === "insertText" && event.data) || "";
  if (event.inputType === "insertLineBreak" || text === "\n") return onEnd(event, "Enter");
  const whole = text.length >= (here ? SHORTEST : SHORTEST_IN_FIELD);
  if (here || whole) event.preventDefault();
  if (whole) commit(text, event.timeStamp);
  else if (text.length === 1 && unnamed) add(text, event.timeStamp);
}

function commit(text, now) {
  committedAt = now;
  scanned(text, "committed", { from: now, to: now, end: /[\r\n]$/.test(text) ? "Enter" : text.endsWith("\t") ? "Tab" : "" });
}

function onCompose(event) {
  composed = { at: event.timeStamp, value: event.target.value };
}

/** What a person composes takes its time; what a scanner composes is there at once. */
function onComposed(event) {
  const text = event.data || "";
  const here = event.target === field;
  if (here) setTimeout(empty, 0);
  const fast = (event.timeStamp - composed.at) / text.length <= PACE;
  if (isSecret(event.target) || text.length < (here ? SHORTEST : SHORTEST_IN_FIELD) || !fast) return;
  if (!here) event.target.value = composed.value;
  commit(text, event.timeStamp);
}

function onPaste(event) {
  const text = event.clipboardData ? event.clipboardData.getData("text") : "";
  if (isTyping(event.target) || !text) return;
  event.preventDefault();
  scanned(text, "pasted", { from: event.timeStamp, to: event.timeStamp });
}

function empty() {
  field.value = "";
}

/** Whether a person is writing into a field that they see. */
function isTyping(element) {
  return element !== field && element instanceof HTMLElement && element.matches("input, textarea, select");
}

/** A PIN typed fast is no scan; a badge scanned into its field is known to the server. */
function isSecret(element) {
  return element instanceof HTMLInputElement && element.type === "password";
}

function holdFocus() {
  const active = document.activeElement;
  if (active === field || isTyping(active) || (active && active.matches && active.matches("button, a, iframe"))) return;
  field.focus({ preventScroll: true });
}
