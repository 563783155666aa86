// Two states that a picker can tell apart: saved on this device, and in the book.
import { stops } from "./page.js";

let lines = new Set();
let count = 0;

document.addEventListener("waiting", ({ detail }) => {
  count = detail.count;
  const effects = detail.operations.reduce((all, operation) => all.concat(operation.effects), []);
  lines = new Set(effects.filter((effect) => effect.kind === "line").map((effect) => effect.id));
  mark();
});
document.addEventListener("changed", mark);

function mark() {
  for (const { element, line } of stops()) element.classList.toggle("is-kept", lines.has(line));
}

/** How many operations are saved on this device and not in the book yet. */
export const waitingHere = () => count;
