// The one way of a scan into the page: from a keyboard wedge (keys with Enter, Tab or a pause), from an input method
// that commits a whole code at once, from the clipboard. Each becomes one `scan` event on the document.

/** Keys that come slower than this on average (ms) are typed by hand. */
const PACE = 60;
/** A burst without an end key is over after this pause (ms); the warehouse sets it. */
const SETTLE = Number(document.body.dataset.settle);
/** The same code again within this time (ms) is one trigger pull that bounced. */
const BOUNCE = 300;
/** A burst shorter than this is not a code: with an end key; without one; in a field that a person sees. */
const SHORTEST = 2;
const SHORTEST_WITHOUT_END = 4;
const SHORTEST_IN_FIELD = 6;

/** @typedef {{code: string, how: "scanned" | "typed"}} Scan */

let keys = "";
let firstKeyAt = 0;
let lastKeyAt = 0;
let timer = 0;
let before = { field: null, value: "" };
let lastScan = { code: "", at: -BOUNCE };

/** @param {HTMLInputElement} field  hidden, so that the keyboard of the screen stays away */
export function capture(field) {
  document.addEventListener("keydown", (event) => onKey(event, field), true);
  document.addEventListener("beforeinput", (event) => onCommit(event, field), true);
  document.addEventListener("paste", (event) => onPaste(event, field), true);
  field.addEventListener("input", () => (field.value = ""));
  document.addEventListener("focusout", () => setTimeout(() => holdFocus(field), 0));
  holdFocus(field);
}

/**
 * A code that was typed on the page's own keys is taken like a scan.
 * @param {string} text
 */
export function offerTyped(text) {
  tell(text.trim(), "typed");
}

function offer(text, at) {
  const code = text.replace(/[\r\n\t]+$/, "").trim();
  const bounced = code === lastScan.code && at - lastScan.at < BOUNCE;
  if (!code || bounced) return;
  lastScan = { code, at };
  tell(code, "scanned");
}

function tell(code, how) {
  document.dispatchEvent(new CustomEvent("scan", { detail: { code, how } }));
}

function onKey(event, field) {
  if (event.ctrlKey || event.metaKey || event.isComposing || isSecret(event.target)) return;
  if (event.key === "Enter" || event.key === "Tab") return onEndKey(event, field);
  if (event.key.length !== 1) return;
  const now = event.timeStamp;
  if (!keys || now - lastKeyAt > SETTLE) begin(document.activeElement, field, now);
  lastKeyAt = now;
  keys += event.key;
  clearTimeout(timer);
  timer = setTimeout(finish, SETTLE, SHORTEST_WITHOUT_END);
  if (!isTyping(document.activeElement, field)) event.preventDefault();
}

function onEndKey(event, field) {
  if (isBurst(SHORTEST) && event.timeStamp - lastKeyAt <= SETTLE) {
    event.preventDefault();
    event.stopPropagation();
    finish(SHORTEST);
  } else if (event.key === "Enter" && document.activeElement === field) {
    event.preventDefault(); // a stray Enter sends nothing
  }
}

function begin(active, field, now) {
  keys = "";
  firstKeyAt = now;
  const seen = isTyping(active, field);
  before = { field: seen ? active : null, value: seen ? active.value : "" };
}

function isBurst(shortest) {
  const least = before.field ? SHORTEST_IN_FIELD : shortest;
  return keys.length >= least && (lastKeyAt - firstKeyAt) / (keys.length - 1) <= PACE;
}

/** A burst that went into a visible field is taken out of it again. */
function finish(shortest) {
  clearTimeout(timer);
  const burst = isBurst(shortest);
  const code = keys;
  keys = "";
  if (!burst) return;
  if (before.field) before.field.value = before.value;
  offer(code, lastKeyAt);
}

/** An input method commits the whole code in one go, without keys. */
function onCommit(event, field) {
  if (isSecret(event.target)) return;
  const here = event.target === field;
  const length = event.inputType === "insertText" && event.data ? event.data.length : 0;
  if (!here && length < SHORTEST_IN_FIELD) return;
  event.preventDefault();
  if (length >= SHORTEST) offer(event.data, event.timeStamp);
}

function onPaste(event, field) {
  const text = event.clipboardData ? event.clipboardData.getData("text") : "";
  if (isTyping(event.target, field) || !text) return;
  event.preventDefault();
  offer(text, event.timeStamp);
}

/** Whether a person is writing into a field that they see. */
function isTyping(element, field) {
  return element !== field && element instanceof HTMLElement && element.matches("input, textarea, select");
}

/** A PIN typed fast is no scan; a badge scanned into its field is known to the server. */
function isSecret(element) {
  return element instanceof HTMLInputElement && element.type === "password";
}

function holdFocus(field) {
  const active = document.activeElement;
  if (active === field || isTyping(active, field) || (active && active.matches && active.matches("button, a"))) return;
  field.focus({ preventScroll: true });
}
