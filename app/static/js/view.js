// What the picker sees of the walk: one thing at a time, in the same place.
import { lineElement, open, places, stops, walkElement } from "./page.js";
import { tell } from "./strip.js";
import { say } from "./words.js";

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

function showProgress() {
  const all = stops();
  const done = all.length - open().length;
  document.getElementById("progress").value = done;
  document.getElementById("count").textContent = `${done}/${all.length}`;
}

/** The one instruction for the step. */
export function instruct(step, stop, held) {
  const values = { place: stop.placePosition, lot: stop.lot, count: held.take, left: held.take - held.count };
  const more = step === "item" && held.count > 0;
  tell("todo", say(step === "taken" ? "tap_taken" : `scan_${more ? "more" : step}`, values));
}

/** How many units are meant, and where the way goes next; quiet until the bin is right. */
export function showStop(stop, held) {
  stop.element.querySelector("[data-part=left]").textContent = String(held.take);
  stop.element.classList.toggle("is-at-bin", Boolean(held.bin));
  const next = open().find((one) => one.line !== stop.line);
  const values = next ? { address: next.address, metres: next.metres } : {};
  const key = !next ? "next_last" : next.address === stop.address ? "next_same" : "next";
  stop.element.querySelector("[data-part=after]").textContent = say(key, values);
}

/**
 * The codes around the picker, for the demo's tray: the right one first, then a wrong and an unknown one.
 * @param {string} step
 */
export function codesAround(step, stop, lanes) {
  const tray = document.getElementById("tray");
  const bound = new Set(places().map((place) => place.tote));
  const free = JSON.parse((tray && tray.dataset.totes) || "[]").filter((code) => !bound.has(code));
  const passedOn = places().filter((place) => !place.tote).map((place) => place.element.dataset.passedOn)[0];
  const right = {
    bin: () => [{ kind: "bin", code: stop.bin }],
    item: () => stop.codes.map(([code, count]) => ({ kind: count > 1 ? "case" : "item", code, values: { count } })),
    lot: () => [{ kind: "lot", code: stop.lot }],
    tote: () => places().filter((place) => place.id === stop.place).map((place) => ({ kind: "tote", code: place.tote })),
    empty: () => [passedOn, ...free].filter(Boolean).slice(0, 1).map((code) => ({ kind: "tote", code })),
    lane: () => lanes.slice(0, 2).map(({ code }) => ({ kind: "lane", code })),
  }[step];
  const other = stops().find((one) => !stop || one.bin !== stop.bin) || lanes[0];
  const wrong = step === "bin" || step === "item" ? other : lineElement(stops()[0].line).dataset;
  return [
    ...(right ? right() : []),
    { kind: "wrong", code: wrong.bin || wrong.code },
    { kind: "unknown", code: "47110815" },
  ];
}
