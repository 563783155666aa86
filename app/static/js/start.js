// The start page while somebody stands before it: it shows new work by itself.
import { feel } from "./feedback.js";

/** Those who wait for work ask again within so much time (ms), one after the other. */
const SPREAD = 1000;

let looking = 0;

document.addEventListener("nudge", lookAgain);

/** The start shows work that the lead has just given, and where there was none what is free now. */
function lookAgain({ detail }) {
  if (detail.name === "work-free") return lookForWork();
  if (detail.name !== "work-changed") return;
  feel("bell");
  setTimeout(() => location.reload(), 400); // the bell is heard first
}

/** Quietly, once, not while a sheet is open, and not with all the others who wait at the same moment. */
function lookForWork() {
  if (looking || !document.querySelector('[data-work="none"]')) return;
  looking = setTimeout(() => {
    looking = 0;
    if (document.querySelector(".sheet:not([hidden])")) lookForWork();
    else location.reload();
  }, 200 + Math.random() * SPREAD);
}
