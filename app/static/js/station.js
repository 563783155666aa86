// The print station: takes what waits for its printers, what was asked for together as one paper; opens the browser's
// own dialog with it, and asks whether it came out. What another station took is left to it.
import { newId } from "./ids.js";

const QUIET = "station prints without asking";
/** So long a paper may take to be drawn and shown (ms). */
const PATIENCE = 60000;

const station = document.getElementById("station");
const quiet = station && station.querySelector("[data-quiet]");
const tried = new Set();
let isOn = false;
let job;
let frame;
let clock = 0;

if (station) begin();

function begin() {
  quiet.checked = localStorage.getItem(QUIET) === "1";
  quiet.addEventListener("change", () => localStorage.setItem(QUIET, quiet.checked ? "1" : ""));
  const start = station.querySelector("[data-start]");
  start.addEventListener("click", () => {
    isOn = true;
    next();
  });
  start.disabled = false; // what was pressed before would have been lost
  station.querySelector("[data-came]").addEventListener("click", () => end("printed"));
  station.querySelector("[data-not]").addEventListener("click", () => end("back"));
  document.body.addEventListener("htmx:afterSettle", next);
}

async function next() {
  if (!isOn || job) return;
  const first = Array.from(station.querySelectorAll("[data-job]")).find(({ dataset }) => !tried.has(dataset.job));
  show(first ? "prints" : "waits");
  if (!first) return;
  job = { ...first.dataset };
  tried.add(job.job);
  if (!(await send(job.take))) return over();
  frame = document.createElement("iframe");
  frame.className = "station__paper";
  frame.title = first.textContent.trim();
  frame.addEventListener("load", print, { once: true });
  frame.src = job.pdf;
  station.appendChild(frame);
  clock = setTimeout(ask, PATIENCE);
}

/** Some browsers show the paper and cannot be told to print it: then a person does, and says so. */
function print() {
  try {
    frame.contentWindow.print();
    if (quiet.checked) return end("printed");
  } catch (refused) {
    // asked below
  }
  return ask();
}

function ask() {
  clearTimeout(clock);
  station.querySelector("[data-ask]").hidden = false;
}

/** @param {"printed" | "back"} how  what goes back is left to the next start of this page, or to another station */
async function end(how) {
  clearTimeout(clock);
  if (job) await send(job[how]);
  if (how === "back") isOn = false;
  over();
}

function over() {
  station.querySelector("[data-ask]").hidden = true;
  // The browser may still be reading what it prints.
  if (frame) setTimeout((old) => old.remove(), PATIENCE, frame);
  frame = job = undefined;
  show(isOn ? "waits" : "rests");
  document.body.dispatchEvent(new Event("print-changed")); // the list is asked for again, and goes on from there
}

/** @returns {Promise<boolean>} whether it was done; what is refused was done by another station */
async function send(url) {
  const headers = { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content, "HX-Request": "true", "Operation-Id": newId() };
  try {
    return (await fetch(url, { method: "POST", headers })).ok;
  } catch (offline) {
    return false;
  }
}

function show(state) {
  for (const said of Array.from(station.querySelectorAll("[data-said]"))) said.hidden = said.dataset.said !== state;
}
