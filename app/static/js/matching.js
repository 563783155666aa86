// Whether a scan is what the stop asks for; pure. What is known on the device is judged at once, without the network.
import { bare, readGs1 } from "./gs1.js";

/**
 * What was scanned at the stop so far; `take` is how many units the picker means to take.
 * @typedef {{line: number, bin: string, item: string, lot: string, count: number, take: number}} Held
 * @typedef {{kind: string, values: Object<string, string | number>}} Known
 */

/**
 * What is to be scanned next: bin, item, lot, tote; or a tap when nothing is left to scan.
 * @param {import("./page.js").Stop} stop
 * @param {Held} held
 */
export function stepOf(stop, held, asks) {
  if (asks.bin && !held.bin) return "bin";
  if (asks.item && !held.item) return "item";
  if (asks.item && stop.asksLot && !held.lot) return "lot";
  if (asks.item && held.count < held.take) return "item";
  return asks.tote ? "tote" : "taken";
}

/** How the code's item is told: by its number, alone or inside a GS1 code with lot and count. */
export function readItem(code, stop) {
  const gs1 = readGs1(code);
  const number = bare(gs1 ? gs1.item : code);
  const entry = stop.codes.find(([known]) => known === code || bare(known) === number);
  if (!entry) return null;
  return { code: entry[0], units: (gs1 && gs1.count) || entry[1], counted: entry[1] > 1 || Boolean(gs1 && gs1.count), lot: gs1 ? gs1.lot : "" };
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
export function known(code, { stops, places, lanes }) {
  const bin = stops.find((stop) => stop.bin === code);
  if (bin) return { kind: "bin", values: { address: bin.address } };
  const place = places.find((one) => one.tote === code);
  if (place) return { kind: "tote_of", values: { place: place.position } };
  const lane = lanes.find((one) => one.code === code);
  if (lane) return { kind: "lane", values: { address: lane.address } };
  const item = stops.find((stop) => readItem(code, stop));
  if (item) return { kind: "item", values: { name: item.name } };
  return null;
}
