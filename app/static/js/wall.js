// The put wall: a tote, then its units one by one. Which cell a unit goes to only the server knows, so one unit is asked for
// at a time; a lost answer is asked for again by itself, and is the same.
import { feel } from "./feedback.js";
import { leaveFor } from "./leaving.js";
import { post } from "./outbox.js";
import { notSaved } from "./say.js";
import { tell } from "./strip.js";
import { say } from "./words.js";

/** After so long without an answer the packer is told to wait with the unit in the hand (ms). */
const PATIENCE = 2500;
const wall = document.getElementById("wall");
const TOTE = "wall-tote";
let tote = sessionStorage.getItem(TOTE) || "";
/** The address of what is asked now, and since when there is no answer. */
let asked = "";
let clock = 0;
let cell = "";

document.addEventListener("scan", ({ detail }) => onScan(detail.code));
document.addEventListener("answer", ({ detail }) => onAnswer(detail));
document.addEventListener("nudge", ({ detail }) => detail.name === "packing-changed" && showCells());
document.getElementById("wall-other").addEventListener("click", () => take(""));
document.getElementById("wall-undo").addEventListener("click", () => (cell ? ask(wall.dataset.undos, { cell }) : tell("asking", say("wall_nothing"))));
take(tote);

function take(code) {
  tote = code;
  cell = "";
  sessionStorage.setItem(TOTE, tote);
  const known = document.querySelector(`[data-bulk="${CSS.escape(tote)}"]`);
  document.getElementById("wall-tote").textContent = known ? known.dataset.address : tote;
  document.getElementById("sorted").textContent = "";
  tell("todo", say(tote ? "scan_item" : "scan_bulk"));
}

/** A tote that waits to be sorted is the next one, a cell goes to packing; all else is a unit of the tote. */
function onScan(code) {
  if (asked) return feel("wrong"); // the unit in the hand goes first
  if (document.querySelector(`[data-cell="${CSS.escape(code)}"]`)) return leaveFor(wall.dataset.finds, { code });
  if (!tote || document.querySelector(`[data-bulk="${CSS.escape(code)}"]`)) return begin(code);
  return ask(wall.dataset.sorts, { tote, item: code });
}

function begin(code) {
  feel("right");
  take(code);
}

async function ask(url, fields) {
  if (asked) return;
  asked = url;
  tell("asking", say("wait_cell"));
  clock = setTimeout(() => tell("asking", say("wall_offline")), PATIENCE);
  try {
    await post({ url, fields, task: 0, about: "", effects: [], watched: PATIENCE });
  } catch (problem) {
    over();
    notSaved(problem);
  }
}

function over() {
  clearTimeout(clock);
  asked = "";
}

/** What was refused is told by handheld.js. */
function onAnswer({ operation, answer }) {
  if (operation.url !== wall.dataset.sorts && operation.url !== wall.dataset.undos) return;
  over();
  if (!answer.ok) return;
  const told = document.getElementById("sorted");
  told.innerHTML = operation.url === wall.dataset.sorts ? answer.html : "";
  const shown = told.firstElementChild;
  cell = shown ? shown.dataset.cellTold : "";
  feel(shown && "full" in shown.dataset ? "done" : "right");
  tell("todo", say(shown ? "scan_item" : "wall_undone"));
  showCells();
}

async function showCells() {
  try {
    const response = await fetch(wall.dataset.cells, { headers: { "HX-Request": "true" } });
    const html = await response.text();
    if (response.ok && html.includes('class="cells"')) document.getElementById("wall-cells").innerHTML = html;
  } catch (offline) {
    // told again when the network is back
  }
}
