// The live floor: lists that keep up, a filter, keys. No reload is ever needed.
import { isBehind, refreshLists, refreshMap } from "./rows.js";

/** Minutes in hand pass without any nudge (ms). */
const CLOCK = 30000;
/** A key that stands for itself is followed by none within so much (ms). */
const ALONE = 250;
const filter = document.querySelector("[data-filter]");
const lists = Array.from(document.querySelectorAll("[data-rows]"));

let pressed = 0;

for (const name of ["wave-changed", "floor-changed"]) document.body.addEventListener(name, refreshAll);
setInterval(refreshAll, CLOCK);
document.addEventListener("visibilitychange", () => document.hidden || refreshAll());
document.addEventListener("rows", show);
document.addEventListener("dragstart", ({ target }) => target.closest && target.closest("[data-row]") && target.closest("[data-row]").classList.add("is-dragged"));
document.addEventListener("dragend", () => {
  for (const row of Array.from(document.querySelectorAll(".is-dragged"))) row.classList.remove("is-dragged");
  refreshAll();
});
document.addEventListener("focusout", () => setTimeout(() => isBehind() && refreshLists()));
document.addEventListener("change", ({ target }) => target.matches("[data-heat]") && refreshMap());
document.addEventListener("keydown", onKey);
document.addEventListener("focusin", ({ target }) => target.matches("[data-row]") && only(target));
if (filter) filter.addEventListener("input", show);
show();

function refreshAll() {
  if (document.hidden) return;
  refreshLists();
  refreshMap();
}

/** Rows that the filter leaves; one of each list can be reached by Tab. What is so already is not set again. */
function show() {
  const wanted = filter ? filter.value.trim().toLowerCase() : "";
  for (const list of lists) {
    const rows = Array.from(list.children);
    for (const row of rows) hide(row, wanted !== "" && !row.textContent.toLowerCase().includes(wanted));
    const seen = rows.filter((row) => !row.hidden);
    const first = seen.find((row) => row.tabIndex === 0 || row.contains(document.activeElement)) || seen[0];
    for (const row of rows) reach(row, row === first);
    list.classList.toggle("is-empty", seen.length === 0);
  }
}

function hide(row, isHidden) {
  if (row.hidden !== isHidden) row.hidden = isHidden;
}

/** The row that Tab comes to, and what can be done in it. */
function reach(row, isReached) {
  const tabIndex = isReached ? 0 : -1;
  if (row.tabIndex === tabIndex) return;
  for (const one of [row, ...Array.from(row.querySelectorAll("a, button"))]) one.tabIndex = tabIndex;
}

function onKey(event) {
  clearTimeout(pressed); // a scanner's burst is no key that somebody pressed
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const isWriting = document.activeElement.matches("input, select, textarea");
  if (event.key === "Escape" && document.activeElement === filter) leaveFilter();
  else if (event.key === "Enter" && document.activeElement === filter) first();
  else if (!isWriting) press(event);
}

function press(event) {
  const row = document.activeElement.closest("[data-row]");
  const key = document.querySelector(`[data-key="${event.key.length === 1 ? event.key.replace(/["\\]/g, "") : ""}"]`);
  if (event.key === "/" && filter) filter.focus();
  else if (event.key === "ArrowDown") step(row, 1);
  else if (event.key === "ArrowUp") step(row, -1);
  else if (event.key === "Enter" && row && document.activeElement === row) row.querySelector("[data-open], a").click();
  else if (key) pressed = setTimeout(() => key.click(), ALONE);
  else return;
  event.preventDefault();
}

function leaveFilter() {
  filter.value = "";
  show();
  filter.blur();
}

function first() {
  step(null, 1);
}

/** To the next row that is shown, through all lists. */
function step(row, by) {
  const rows = Array.from(document.querySelectorAll("[data-row]")).filter((one) => !one.hidden);
  const next = row ? rows[rows.indexOf(row) + by] : rows[0];
  if (!next) return;
  next.focus();
}

/** Of its list this row is the one that Tab comes to. */
function only(row) {
  for (const one of Array.from(row.parentElement.children)) reach(one, one === row);
}
