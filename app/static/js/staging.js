// Staging: a scan of the carton, then a scan of the lane where it is put down; both go through the outbox.
import { feel } from "./feedback.js";
import { readCode } from "./grammar.js";
import { post } from "./outbox.js";
import { notSaved, short, textOf } from "./say.js";
import { tell } from "./strip.js";
import "./typed.js";
import { say } from "./words.js";

/** Lines that are kept on the screen. */
const SHOWN = 6;

const url = document.getElementById("staging").dataset.stagings;
const cartons = JSON.parse(document.getElementById("staging-cartons").textContent);
const lanes = Array.from(document.querySelectorAll("[data-lane]"), ({ dataset, textContent }) => ({ code: dataset.lane, address: textContent }));
const done = document.getElementById("staging-done");
/** The carton in hand: what was scanned, and what is known of it. */
let held = null;
let turn = Promise.resolve();

document.addEventListener("scan", ({ detail }) => (turn = turn.then(() => take(detail.code))));
document.addEventListener("answer", ({ detail }) => detail.operation.url === url && answered(detail));
document.getElementById("staging-other").addEventListener("click", ({ currentTarget }) => {
  currentTarget.blur();
  hold(null);
});
hold(null);

async function take(code) {
  const lane = lanes.find((one) => one.code === code);
  if (lane && held) return putDown(lane);
  if (lane) return wrong(say("stage_first", { lane: lane.address }));
  const carton = known(code);
  if (held && !carton) return wrong(say("stage_no_lane", { code: short(code), carton: ending(held) }));
  hold({ code, known: carton });
  return feel("right");
}

const ending = ({ code, known: carton }) => `…${(carton ? carton.code : code).slice(-6)}`;

function known(scanned) {
  const { text, sscc } = readCode(scanned);
  return cartons.find(({ code, waybill }) => [text, sscc, scanned].some((one) => one && (one === code || one === waybill)));
}

async function putDown(lane) {
  const { code, known: carton } = held;
  const wanted = carton ? carton.lanes : [];
  if (wanted.length && !wanted.includes(lane.address)) return wrong(say("stage_wrong", { lane: lane.address, wanted: wanted.join(" / ") }));
  const about = carton ? carton.code : short(code);
  try {
    line(await post({ url, fields: { carton: code, lane: lane.code }, task: "staging", about, effects: [] }), lane.address);
  } catch (problem) {
    return notSaved(problem);
  }
  hold(null);
  feel("done");
  return tell("done", say("stage_done", { code: `…${about.slice(-6)}`, lane: lane.address }));
}

function hold(next) {
  held = next;
  const carton = next && next.known;
  const wanted = carton && carton.lanes.length ? carton.lanes.join(" / ") : "";
  document.getElementById("staging-carton").textContent = next ? ending(next) : "–";
  document.getElementById("staging-lane").textContent = carton ? [carton.carrier, wanted].filter(Boolean).join(" → ") : "";
  tell("todo", say(!next ? "stage_carton" : wanted ? "stage_lane" : "stage_any", { lane: wanted }));
}

function wrong(words) {
  feel("wrong");
  tell("wrong", words);
}

function line(operation, address) {
  const item = document.createElement("li");
  item.dataset.operation = operation.id;
  item.className = "is-kept";
  item.textContent = `…${operation.about.slice(-6)} · ${address}`;
  done.prepend(item);
  while (done.children.length > SHOWN) done.lastElementChild.remove();
}

/** What was refused stays in the strip, and its line goes. */
function answered({ operation, answer }) {
  const item = done.querySelector(`[data-operation="${operation.id}"]`);
  if (!item) return;
  item.className = "";
  if (answer.ok) item.textContent = textOf(answer.html);
  else item.remove();
}
