// Lists that ask for the rows that changed. Rows that did not change are not touched; what somebody is at stays.

/** At most so often (ms): what moves faster nobody reads. */
const LISTS = 1500;
const MAP = 4000;
/** An answer that takes longer is lost, and asked for again so much later (ms). */
const PATIENCE = 8000;
const LATER = 3000;
/** Each row as the server gave it: with several web processes one may give again what another gave before. */
const given = new Map();
const lists = () => Array.from(document.querySelectorAll("[data-rows]"));
for (const list of lists()) for (const row of Array.from(list.children)) given.set(row.id, row.outerHTML);

/** Ask for what changed in the lists; soon, and never twice at once. */
export const refreshLists = pacer(LISTS, async () => {
  const known = lists().map(({ id, dataset }) => [id, dataset.seen]);
  const fresh = await ask(`${document.querySelector("[data-changes]").dataset.changes}?${new URLSearchParams(known)}`);
  for (const part of fresh) {
    patch(document.getElementById(part.dataset.list), part);
    await new Promise((next) => setTimeout(next)); // a tap between two lists is not kept waiting
  }
  if (fresh.length) document.dispatchEvent(new CustomEvent("rows"));
});

/** Ask for what moves on the map. */
export const refreshMap = pacer(MAP, async () => {
  const map = document.querySelector("[data-map]");
  if (!map) return;
  const [fresh] = await ask(map.dataset.map + (document.querySelector("[data-heat]:checked") ? "?heat=1" : ""));
  if (fresh) map.replaceWith(fresh);
});

/** Whether a list has something to be shown yet, which somebody was in the way of. */
export const isBehind = () => lists().some(({ dataset }) => !dataset.seen);

function pacer(every, act) {
  const state = { timer: 0, asking: false, again: false, at: -Infinity };
  const run = async () => {
    Object.assign(state, { timer: 0, asking: true, again: false, at: performance.now() });
    const isDone = await act().then(() => true, () => false);
    state.asking = false;
    if (!isDone) state.timer = setTimeout(run, LATER);
    else if (state.again) start();
  };
  const start = () => {
    if (state.asking) state.again = true;
    else if (!state.timer) state.timer = setTimeout(run, Math.max(0, state.at + every - performance.now()));
  };
  return start;
}

/** @returns {Promise<Element[]>} the parts of the answer; a session that is over leads to the sign-in */
async function ask(address) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  const response = await fetch(address, { headers: { "HX-Request": "true" }, signal: stop.signal });
  if (response.headers.get("HX-Redirect")) location.assign(response.headers.get("HX-Redirect"));
  const box = document.createElement("template");
  box.innerHTML = await response.text();
  clearTimeout(clock);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return Array.from(box.content.children);
}

function patch(list, fresh) {
  let whole = true;
  for (const row of Array.from(fresh.children)) whole = put(list, row) && whole;
  const order = fresh.dataset.order.split(" ").filter(Boolean);
  const wanted = new Set(order);
  for (const row of Array.from(list.children)) if (!wanted.has(row.id)) whole = leave(row) && whole;
  arrange(list, order);
  list.dataset.seen = whole ? fresh.dataset.seen : ""; // what could not be shown yet is asked for again
}

/** @returns {boolean} whether the row is there now as the server has it */
function put(list, row) {
  const old = document.getElementById(row.id);
  const html = row.outerHTML;
  if (old && given.get(row.id) === html) return true;
  if (old && isBusy(old)) return false;
  given.set(row.id, html);
  const focus = old && old.contains(document.activeElement) ? placeOf(old, document.activeElement) : null;
  if (old) old.replaceWith(row);
  else list.appendChild(row);
  if (window.htmx) window.htmx.process(row);
  if (focus) (focus(row) || row).focus({ preventScroll: true });
  return true;
}

/** @returns {boolean} whether a row that is no more has gone */
function leave(row) {
  if (isBusy(row)) return false;
  given.delete(row.id);
  row.remove();
  return true;
}

/** Somebody drags the row, or is choosing or writing in it. */
function isBusy(row) {
  const focused = document.activeElement;
  return row.matches(".is-dragged") || (row.contains(focused) && Boolean(focused.closest("form, details[open]")));
}

/** How to find in the new row what had the focus in the old one. */
function placeOf(row, focused) {
  if (focused === row) return (fresh) => fresh;
  const turn = Array.from(row.querySelectorAll("a, button, input, select")).indexOf(focused);
  return (fresh) => fresh.querySelectorAll("a, button, input, select")[turn];
}

/** Only rows that are out of order move; the one that has the focus never does, the others go around it. */
function arrange(list, order) {
  const rows = order.map((id) => document.getElementById(id)).filter(Boolean);
  const still = rows.findIndex((row) => row.contains(document.activeElement));
  for (let turn = still - 1; turn >= 0; turn--) {
    if (rows[turn].nextElementSibling !== rows[turn + 1]) list.insertBefore(rows[turn], rows[turn + 1]);
  }
  for (let turn = still + 1; turn < rows.length; turn++) {
    const next = turn ? rows[turn - 1].nextElementSibling : list.firstElementChild;
    if (next !== rows[turn]) list.insertBefore(rows[turn], next);
  }
}
