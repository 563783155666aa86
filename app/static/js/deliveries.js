// Where receiving begins: the number of a delivery, or the one on its vendor's paper, is scanned and leads to it.
import { leaveFor } from "./leaving.js";
import { tell } from "./strip.js";
import "./typed.js";
import { say } from "./words.js";

const begin = document.querySelector("[data-finds]");
let busy = false;

tell("todo", say("scan_dock"));
document.addEventListener("scan", async ({ detail }) => {
  if (busy) return; // the page of the first one is on its way
  busy = true;
  await leaveFor(begin.dataset.finds, { code: detail.code });
  busy = false;
});
