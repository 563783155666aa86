// Where a packer begins: whatever is scanned leads to its order. Out of a tote that several orders share, the next scan is
// an item, which says which of them.
import { leaveFor } from "./leaving.js";
import { tell } from "./strip.js";
import "./typed.js";
import { say } from "./words.js";

const begin = document.querySelector("[data-finds]");
/** The tote of several orders whose item is scanned next. */
let shared = "";
let busy = false;

tell("todo", say("scan_begin"));
document.addEventListener("scan", ({ detail }) => onScan(detail.code));
document.addEventListener("nudge", ({ detail }) => detail.name === "packing-changed" && lookAgain());

async function onScan(code) {
  if (busy) return; // the page of the first one is on its way
  busy = true;
  const refusal = await leaveFor(begin.dataset.finds, shared ? { tote: shared, code } : { code });
  shared = refusal === "shared_tote" ? code : "";
  busy = false;
}

/** What waits, anew. */
async function lookAgain() {
  try {
    const response = await fetch(begin.dataset.list, { headers: { "HX-Request": "true" } });
    const html = await response.text();
    if (response.ok && html.includes("benches__list")) document.getElementById("benches-list").innerHTML = html;
  } catch (offline) {
    // told again when the network is back
  }
}
