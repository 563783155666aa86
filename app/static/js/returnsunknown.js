// A parcel that nobody knows: a scan says where it is put, or whose it is; photographs and a note say what it looks like.
import { feel } from "./feedback.js";
import { post } from "./outbox.js";
import { notSaved, short, textOf } from "./say.js";
import { isStanding, tell } from "./strip.js";
import "./typed.js";
import { say } from "./words.js";

const parcel = document.getElementById("unknown");
const task = `parcel-${parcel.dataset.parcel}`;
const WATCHED = 15000;

ask();
document.addEventListener("changed", ask);
document.addEventListener("scan", ({ detail }) => find(detail.code));
document.addEventListener("answer", ({ detail }) => detail.operation.task === task && answered(detail));
document.addEventListener("click", ({ target }) => target.closest("[data-do=photograph]") && photograph());
import("./photographs.js").catch(() => undefined); // on the device before the network goes

/** What is wanted now, behind what has to be read first. */
function ask() {
  if (!isStanding()) tell("todo", say(parcel.dataset.placed ? "scan_whose" : "scan_place"));
}

async function find(code) {
  tell("asking", say("looking_up"));
  try {
    await post({ url: parcel.dataset.findings, fields: { code }, task, about: parcel.dataset.about, effects: [], watched: WATCHED });
  } catch (problem) {
    return notSaved(problem);
  }
  if (!navigator.onLine) tell("done", say("finding_saved", { code: short(code) }));
  return undefined;
}

/** The page as it is now; where several returns are meant, the choice among them. */
function answered({ operation, answer }) {
  if (answer.ok) {
    feel("right");
    tell("done", textOf(answer.html));
    return location.reload();
  }
  if (answer.outcome === "choose_return") location.assign(`${parcel.dataset.choice}&${new URLSearchParams(operation.fields)}`);
  return undefined;
}

async function photograph() {
  (await import("./photographs.js")).take();
}
