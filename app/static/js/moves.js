// A lead's moves: a task's row is dragged onto a picker; the panel of a task opens beside the board and closes again.
import { newId } from "./ids.js";

const moves = document.getElementById("moves");
const moved = document.getElementById("moved");
/** How long what was done, and the way back, stay (ms); for as long as somebody points at it they stay longer. */
const SHOWN = 10000;

document.addEventListener("dragstart", (event) => {
  const row = event.target.closest("[data-task][draggable]");
  if (!row) return;
  event.dataTransfer.setData("text/plain", row.dataset.task);
  event.dataTransfer.effectAllowed = "move";
  document.body.classList.add("is-dragging");
});

document.addEventListener("dragend", () => {
  document.body.classList.remove("is-dragging");
  mark(null);
});

document.addEventListener("dragover", (event) => {
  const worker = document.body.classList.contains("is-dragging") && event.target.closest("[data-worker]");
  mark(worker || null);
  if (worker) event.preventDefault(); // it may be dropped here
});

document.addEventListener("drop", (event) => {
  const worker = event.target.closest("[data-worker]");
  const task = event.dataTransfer.getData("text/plain");
  if (!worker || !/^\d+$/.test(task)) return;
  event.preventDefault();
  give(task, worker.dataset.worker);
});

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-closes-moves]")) close();
  if (!target.closest("[data-closes-moved]")) return;
  moved.textContent = "";
});

document.addEventListener("click", (event) => event.target.closest("[data-closes-moved]") && event.preventDefault());
document.addEventListener("keydown", ({ key }) => key === "Escape" && (moves.firstChild || moved.firstChild) && close());

// Who opened the panel goes on in it; what is done is told, and the panel has done its work.
document.body.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target === moves && moves.firstElementChild) moves.firstElementChild.focus();
  const next = detail.target === moved && moved.querySelector(".asks-first"); // not its button: a stray scan ends with an Enter
  if (next) next.focus();
});
document.body.addEventListener("moved", () => {
  if (document.activeElement.closest("form")) document.activeElement.blur(); // or its part would not be asked for again
  setTimeout(() => (moves.textContent = "")); // once what follows has gone up from the form that asked
  setTimeout(fade, SHOWN, ++turn);
});

let turn = 0;

/** What was said last goes; it waits for who points at it or has the focus there. */
function fade(mine) {
  const toast = moved.querySelector(".toast");
  if (mine !== turn || !toast) return;
  if (toast.matches(":hover") || toast.contains(document.activeElement)) setTimeout(fade, SHOWN, mine);
  else moved.textContent = "";
}

function close() {
  moves.textContent = "";
  moved.textContent = "";
}

function mark(worker) {
  for (const one of Array.from(document.querySelectorAll(".is-over"))) if (one !== worker) one.classList.remove("is-over");
  if (worker) worker.classList.add("is-over");
}

/** The same as the row's own form does; what is risky is asked first. */
function give(task, worker) {
  const values = { worker_id: worker, operation_id: newId() };
  window.htmx.ajax("POST", `/tasks/${task}/assignments`, { target: "#moved", swap: "innerHTML", values });
}
