// What the server refused of the queue: the strip holds the last; all of them stay in a list, also when the browser was
// killed meanwhile, until the worker has seen them.
import { forgetRefusals, refusals } from "./store.js";
import { unbroken } from "./strip.js";

const box = document.getElementById("refusals");
const list = document.getElementById("refusals-list");
let waiting = 0;

document.addEventListener("waiting", async ({ detail }) => {
  const begins = waiting === 0 && detail.count > 0;
  waiting = detail.count;
  if (begins && box.hidden) await forgetRefusals(); // a new queue; of the one before the strip said the only one
});
document.getElementById("refusals-seen").addEventListener("click", async () => {
  await forgetRefusals();
  box.hidden = true;
});
showRefusals(1);

/** @param {number} least  fewer are for the strip */
export async function showRefusals(least) {
  const words = await refusals();
  list.textContent = "";
  for (const said of words) list.appendChild(document.createElement("li")).textContent = unbroken(said);
  box.hidden = words.length < least;
}
