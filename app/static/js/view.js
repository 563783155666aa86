// What the picker sees of the walk: one thing at a time, in the same place.
import { asks, lineElement, open, places, readStop, stops, walkElement } from "./page.js";
import { preferences } from "./preferences.js";
import { tell, unbroken } from "./strip.js";
import { say, written } from "./words.js";

/**
 * Show `element` and nothing else of the walk.
 * @param {HTMLElement} element
 */
export function show(element) {
  for (const one of Array.from(walkElement().querySelectorAll("[data-stop], [data-place-card], .ending"))) {
    one.classList.toggle("is-here", one === element);
  }
  document.body.dataset.phase = element.dataset.stop === "" ? "stop" : element.id.replace(/-\d+$/, "");
  showProgress();
  showOnMap(element);
}

/** On the map: the stop that is meant, and those where nothing is left to do. The map numbers the stops as the page does. */
function showOnMap(element) {
  const all = stops();
  const isOver = (turn) => ["done", "short"].includes((all[turn - 1] || {}).state);
  for (const mark of Array.from(document.querySelectorAll("#map [data-stops]"))) {
    const turns = mark.dataset.stops.split(" ").map(Number);
    mark.classList.toggle("is-here", turns.some((turn) => all[turn - 1] && all[turn - 1].element === element));
    mark.classList.toggle("is-done", turns.every(isOver));
    if (mark.classList.contains("is-here")) mark.parentNode.append(mark); // over the badges beside it
  }
}

/** By stops and by order lines; a stop may be for several. */
function showProgress() {
  const all = stops();
  const over = all.filter((stop) => stop.state === "done" || stop.state === "short");
  const lines = (some) => some.reduce((sum, stop) => sum + Number(stop.element.dataset.lines), 0);
  document.getElementById("progress").value = over.length;
  document.getElementById("count").textContent = `${over.length}/${all.length}`;
  document.getElementById("lines").textContent = say("lines_done", { done: lines(over), all: lines(all) });
}

/** The one instruction for the step; where several are counted, how many it were. */
export function instruct(step, stop, held) {
  const values = { place: stop.placePosition, lot: stop.lot, count: held.take, left: held.take - held.count };
  const more = step === "item" && held.count > 0;
  const counted = step === "serial" ? held.serials.length : held.count;
  const counts = held.take > 1 && (step === "serial" || (step === "item" && asks().each));
  tell("todo", say(step === "taken" ? "tap_taken" : `scan_${more ? "more" : step}`, values), counts ? `${counted}/${held.take}` : "");
}

let shown = 0;
let before = 0;

/** How many units are meant, into which tote, and the way: to this stop, and from its bin on to the next. */
export function showStop(stop, held) {
  if (shown !== stop.line) arrive(stop, held);
  const part = (name) => stop.element.querySelector(`[data-part=${name}]`);
  const tote = places().find((place) => place.id === stop.place);
  part("left").textContent = written(held.take);
  part("left").parentNode.dataset.digits = written(held.take).length;
  part("cases").textContent = inCases(held.take, stop.codes);
  part("into").textContent = unbroken(tote ? tote.address : "");
  part("after").textContent = held.bin ? wayOn(stop) : wayHere(stop);
}

function arrive(stop, held) {
  before = shown;
  shown = stop.line;
  if (preferences.speaks) import("./voice.js").then(({ speak }) => speak(stop, held.take));
}

/** The quantity as whole cases and what is over, where a case has a code of its own. */
function inCases(units, codes) {
  const fits = codes.filter(([, size]) => size > 1 && size <= units).sort(([, one], [, other]) => other - one)[0];
  if (!fits) return "";
  const [, size, unit] = fits;
  const cases = Math.floor(units / size);
  const rest = units % size;
  return say(`${unit}_${cases === 1 ? "one" : "many"}`, { cases, size }) + (rest ? say("and_each", { rest }) : "");
}

function wayHere(stop) {
  const from = before && lineElement(before);
  const way = how(from ? readStop(from) : null, stop);
  return way && say(from ? "from" : "from_start", { address: from && unbroken(from.dataset.address), way });
}

function wayOn(stop) {
  const next = open().find((one) => one.line !== stop.line);
  if (!next) return say("next_last");
  const address = unbroken(next.address);
  return next.address === stop.address ? say("next_same", { address }) : [say("next", { address }), how(stop, next)].filter(Boolean).join(" · ");
}

/** Metres are known from the stop before it in path order; how many aisles, between any two. */
function how(from, to) {
  const neighbour = to.element.previousElementSibling;
  const metres = Number(to.metres) > 0 && neighbour === (from ? from.element : null) ? say("metres", to) : "";
  const rows = from && "rows" in walkElement().dataset && from.element.dataset.aisle && to.element.dataset.aisle;
  const count = rows ? Math.abs(Number(from.element.dataset.aisle) - Number(to.element.dataset.aisle)) : -1;
  return [metres, count < 0 ? "" : say(`aisles_${Math.min(count, 2)}`, { count })].filter(Boolean).join(" · ");
}
