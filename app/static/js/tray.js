// The demo's scan tray: a tap sends the keys that a wedge would send, so a code comes in by the very same way.
import { say } from "./words.js";

const FOLDED = "tray-folded";

export function startTray() {
  const tray = document.getElementById("tray");
  if (!tray) return;
  fold(tray, localStorage.getItem(FOLDED) === "yes");
  document.addEventListener("step", ({ detail }) => offerCodes(tray, detail.codes));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-code], [data-do=tray]");
    if (!button) return;
    if (button.dataset.do === "tray") fold(tray, !tray.classList.contains("tray--folded"));
    else typeLikeAWedge(button.dataset.code);
  });
}

function fold(tray, folded) {
  tray.classList.toggle("tray--folded", folded);
  document.body.classList.toggle("has-tray", !folded);
  localStorage.setItem(FOLDED, folded ? "yes" : "no");
}

/** @param {{kind: string, code: string}[]} codes  what the page would take now, and what it would not */
function offerCodes(tray, codes) {
  const box = document.getElementById("tray-codes");
  box.textContent = "";
  for (const { kind, code, values } of codes) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `tray__code tray__code--${kind}`;
    button.dataset.code = code;
    button.textContent = say(`tray_${kind}`, values);
    const small = document.createElement("small");
    small.textContent = code.length > 7 ? `…${code.slice(-6)}` : code;
    button.append(small);
    box.append(button);
  }
  box.scrollLeft = 0;
}

/** The keys go to whatever has the focus, an Enter ends them. */
function typeLikeAWedge(code) {
  document.activeElement.blur();
  const field = document.getElementById("capture");
  field.focus({ preventScroll: true });
  for (const key of [...code, "Enter"]) {
    field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    field.dispatchEvent(new KeyboardEvent("keyup", { key, bubbles: true, cancelable: true }));
  }
}
