// Several refusals of one queue: the strip holds the last; all of them stay in a list until the worker has seen them.
import { unbroken } from "./strip.js";

const KEPT = "refusals";
const box = document.getElementById("refusals");
const list = document.getElementById("refusals-list");
let refusals = JSON.parse(sessionStorage.getItem(KEPT) || "[]");
let waiting = 0;

document.addEventListener("waiting", ({ detail }) => {
  if (box.hidden && waiting === 0 && detail.count > 0) refusals = []; // a new queue; the one before left one at most
  waiting = detail.count;
});
document.getElementById("refusals-seen").addEventListener("click", () => show([]));
show(refusals);

/** @param {string} words */
export function keepRefusal(words) {
  show([...refusals, words]);
}

function show(words) {
  refusals = words;
  sessionStorage.setItem(KEPT, JSON.stringify(words));
  list.textContent = "";
  for (const said of words) list.appendChild(document.createElement("li")).textContent = unbroken(said);
  box.hidden = words.length < 2;
}
