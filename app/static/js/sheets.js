// What lies over the stop when it is asked for: reasons, more, and keys to type on with gloves.

const typed = document.getElementById("typed");
let onTyped = null;

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener && opener.dataset.open === "preferences") return import("./choices.js").then(({ show }) => show());
  if (opener) return open(opener.dataset.open);
  if (event.target.closest("[data-close]")) return close();
  const key = event.target.closest("[data-key]");
  if (key) press(key.dataset.key);
});
document.addEventListener("keydown", (event) => {
  if (event.target === typed && onTyped && event.key === "Enter" && !event.defaultPrevented) press("ok");
});

/** @param {string} name */
export function open(name) {
  close();
  document.getElementById(name).hidden = false;
}

export function close() {
  for (const sheet of Array.from(document.querySelectorAll(".sheet"))) sheet.hidden = true;
  onTyped = null;
}

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
