// The demo's scan tray: a tap sends the keys that a wedge would send, so a code comes in by the very same way.
import { lanes, lineElement, places, stops } from "./page.js";
import { say } from "./words.js";

const FOLDED = "tray-folded";

/** @param {HTMLElement} tray */
export function startTray(tray) {
  document.addEventListener("step", ({ detail }) => requestIdleCallback(() => offerCodes(detail.step ? codesAround(tray, detail) : [])));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-code], [data-do=tray]");
    if (!button) return;
    if (button.dataset.do === "tray") fold(document.body.classList.contains("has-tray"));
    else typeLikeAWedge(button.dataset.code);
  });
  document.dispatchEvent(new CustomEvent("changed")); // a walk that was drawn before says once more what it asks for
}

function fold(folded) {
  document.body.classList.toggle("has-tray", !folded);
  localStorage.setItem(FOLDED, folded ? "yes" : "no");
}

/** @param {{kind: string, code: string}[]} codes  what the page would take now, and what it would not */
function offerCodes(codes) {
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

/** The codes around the picker: the right one first, then a wrong and an unknown one. */
function codesAround(tray, { step, stop }) {
  const bound = new Set(places().map((place) => place.tote));
  const free = JSON.parse(tray.dataset.totes).filter((code) => !bound.has(code));
  const passedOn = places().filter((place) => !place.tote).map((place) => place.element.dataset.passedOn)[0];
  const right = {
    bin: () => [{ kind: "bin", code: stop.bin }],
    item: () => stop.codes.map(([code, count]) => ({ kind: count > 1 ? "case" : "item", code, values: { count } })),
    serial: () => [{ kind: "serial", code: `SN-${stop.line}-${Math.floor(Math.random() * 1e6)}` }],
    lot: () => [{ kind: "lot", code: stop.lot }],
    tote: () => places().filter((place) => place.id === stop.place).map((place) => ({ kind: "tote", code: place.tote })),
    empty: () => [passedOn, ...free].filter(Boolean).slice(0, 1).map((code) => ({ kind: "tote", code })),
    lane: () => lanes().slice(0, 2).map(({ code }) => ({ kind: "lane", code })),
  }[step];
  const other = stops().find((one) => !stop || one.bin !== stop.bin) || lanes()[0];
  const wrong = step === "bin" || step === "item" ? other : lineElement(stops()[0].line).dataset;
  return [
    ...(right ? right() : []),
    { kind: "wrong", code: wrong.bin || wrong.code },
    { kind: "unknown", code: "47110815" },
  ];
}
