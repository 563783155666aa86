// Keys to type on with gloves: in the sheet of a walk, and for the PIN.
import { close, open } from "./sheets.js";

const typed = document.getElementById("typed");
let onTyped = null;

document.addEventListener("click", ({ target }) => {
  const key = target.closest("[data-key]");
  if (key) press(key.dataset.key);
});
typed.addEventListener("keydown", (event) => {
  if (onTyped && event.key === "Enter" && !event.defaultPrevented) press("ok");
});

/**
 * Ask for something to be typed.
 * @param {string} title
 * @param {string} start
 * @param {(text: string) => void} then
 */
export function askFor(title, start, then) {
  open("keys");
  document.getElementById("keys-title").textContent = title;
  typed.value = start;
  typed.inputMode = "none";
  onTyped = then;
}

function press(key) {
  if (key === "ok") return finish();
  if (key === "letters") {
    typed.inputMode = "text"; // the screen's own keyboard
    return typed.focus();
  }
  typed.value = key === "back" ? typed.value.slice(0, -1) : typed.value + key;
}

function finish() {
  const then = onTyped;
  const text = typed.value.trim();
  close();
  typed.blur();
  if (then && text) then(text);
}
