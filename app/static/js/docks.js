// Where a shipper begins: a carton, its waybill or a manifest's number is scanned, and leads to its manifest.
import "./dockside.js";
import { leaveFor } from "./leaving.js";
import { tell } from "./strip.js";
import "./typed.js";
import { say } from "./words.js";

const begin = document.querySelector("[data-finds]");
let busy = false;

tell("todo", say("scan_dock"));
document.addEventListener("scan", ({ detail }) => onScan(detail.code));

async function onScan(code) {
  if (busy) return; // the page of the first one is on its way
  busy = true;
  await leaveFor(begin.dataset.finds, { code });
  busy = false;
}
