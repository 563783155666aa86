// The start page while somebody stands before it: it shows new work by itself.
import { feel } from "./feedback.js";

/** Those who wait for work look again within so much time (ms), one after the other. */
const SPREAD = 1000;
/** A nudge may be lost: without one they look so often (ms). */
const EVERY = 60000;

let looking = 0;
let leaving = false;

document.addEventListener("nudge", ({ detail }) => {
  if (detail.name === "work-changed") ring();
  if (detail.name === "work-free") soon();
});
document.addEventListener("socket", ({ detail }) => detail.on && soon());
addEventListener("beforeunload", () => (leaving = true)); // work was asked for: its page comes, and no other
setInterval(soon, EVERY);

/** The lead has just given work, or there is some where there was none. */
function ring() {
  feel("bell");
  setTimeout(() => leaving || location.reload(), 400); // the bell is heard first
}

/** Who waits looks once, and not with all the others who wait at the same moment. */
function soon() {
  if (looking || !document.querySelector('[data-work="none"]')) return;
  looking = setTimeout(look, 200 + Math.random() * SPREAD);
}

/** Quietly: the page stays as it is while there is nothing, and while a sheet is open. */
async function look() {
  looking = 0;
  if (document.querySelector(".sheet:not([hidden])")) return soon();
  try {
    const response = await fetch("/work");
    if (response.ok && (await response.text()).includes('data-work="some"')) ring();
  } catch (offline) {
    // looked for again when the network is back
  }
}
