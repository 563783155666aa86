// Printed waybills: a scan of the carton, then a scan of the waybill that was stuck on it; both go through the outbox.
import { feel } from "./feedback.js";
import { post } from "./outbox.js";
import { textOf } from "./say.js";
import { tell, unbroken } from "./strip.js";

/** Lines that are kept on the screen. */
const SHOWN = 5;

const words = JSON.parse(document.getElementById("pile-words").textContent);
const url = document.querySelector("[data-pile]").dataset.pile;
const carton = document.getElementById("pile-carton");
const done = document.getElementById("pile-done");
let code = "";

document.addEventListener("scan", ({ detail }) => take(detail.code));
document.addEventListener("answer", ({ detail }) => detail.operation.url === url && answered(detail));
document.getElementById("pile-other").addEventListener("click", () => choose(""));
choose("");

/** The first scan is the carton's; the same one again is a trigger that was pulled twice. */
async function take(scanned) {
  if (!code) {
    choose(scanned);
    feel("right");
  } else if (scanned !== code) {
    const about = code;
    choose("");
    line(await post({ url, fields: { carton: about, waybill: scanned }, task: 0, about, effects: [] }), scanned);
    feel("done");
  }
}

function choose(scanned) {
  code = scanned;
  carton.textContent = scanned || "–";
  tell("todo", scanned ? words.scan_waybill : words.scan_carton);
}

function line(operation, scanned) {
  const item = document.createElement("li");
  item.dataset.operation = operation.id;
  item.textContent = `${operation.about} · ${scanned} · ${words.saved}`;
  done.prepend(item);
  while (done.children.length > SHOWN) done.lastElementChild.remove();
}

/** What was refused stays in the strip, and its line goes. */
function answered({ operation, answer }) {
  const item = done.querySelector(`[data-operation="${operation.id}"]`);
  if (!item) return;
  if (answer.ok) item.textContent = unbroken(textOf(answer.html));
  else item.remove();
}
