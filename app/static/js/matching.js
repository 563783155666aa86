// Whether a scan is what the stop asks for; pure. What is known on the device is judged at once, without the network.
import { readCode, standsFor } from "./grammar.js";

/**
 * What was scanned at the stop so far; `take` is how many units the picker means to take.
 * @typedef {{line: number, bin: string, item: string, lot: string, serials: string[], count: number, take: number}} Held
 * @typedef {{kind: string, values: Object<string, string | number>}} Known
 */

/**
 * What is to be scanned next: bin, item, lot, serial numbers, tote; or a tap when nothing is left to scan.
 * @param {import("./page.js").Stop} stop
 * @param {Held} held
 */
export function stepOf(stop, held, asks) {
  if (asks.bin && !held.bin) return "bin";
  if (asks.item && !held.item) return "item";
  if (asks.item && stop.asksLot && !held.lot) return "lot";
  if (stop.asksSerial) return held.serials.length < held.take ? "serial" : last(asks);
  if (asks.item && held.count < held.take) return "item";
  return last(asks);
}

function last(asks) {
  return asks.tote ? "tote" : "taken";
}

/**
 * How the code's item is told: by its number, alone or inside a GS1 code with lot, serial and count. Where code and book
 * count in different ways, `doubt` has both counts: the picker says which is meant.
 */
export function readItem(scanned, stop) {
  const code = readCode(scanned);
  const entry = stop.codes.find(([known]) => standsFor(code, known));
  if (!entry) return null;
  const [known, each] = entry;
  const units = code.units || each * (code.count || 1);
  const doubt = code.units && each > 1 && each !== code.units ? [code.units, each] : null;
  return { code: known, units, counted: each > 1 || Boolean(code.units || code.count), lot: code.lot, serial: code.serial, doubt };
}

/** Whether the code is the lot's, alone or inside a GS1 code. */
export function isLot(scanned, lot) {
  const code = readCode(scanned);
  return code.text === lot || code.lot === lot;
}

/** How many units one scan of the item adds. */
export function added(found, held, asks) {
  if (asks.each || found.counted) return found.units;
  return held.take - held.count;
}

/**
 * What the code is, as far as the walk's document knows: a bin, a tote, a lane, an item.
 * @returns {Known | null}
 */
export function known(scanned, { stops, places, lanes }) {
  const code = readCode(scanned).text;
  const bin = stops.find((stop) => stop.bin === code);
  if (bin) return { kind: "bin", values: { address: bin.address } };
  const place = places.find((one) => one.tote === code);
  if (place) return { kind: "tote_of", values: { place: place.position } };
  const lane = lanes.find((one) => one.code === code);
  if (lane) return { kind: "lane", values: { address: lane.address } };
  const item = stops.find((stop) => readItem(scanned, stop));
  if (item) return { kind: "item", values: { name: item.name } };
  return null;
}
