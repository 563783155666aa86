// What the signs of a code say by themselves: by the rules of app/scanning/grammar.py, and held to the same vectors.

export const GS = "\u001d";
const GS1_MARK = /^\](C1|d2|Q3|e0)/;
/** How people write element strings: (01)09521234567899(10)L1. */
const WRITTEN = /^\(\d{2,4}\)/;
/** The short UPC of small goods, and the UPC-A of which it leaves out zeros. */
const UPC_E = [[/^([01]\d\d)(\d{3})([0-2])(\d)$/, "$1$30000$2$4"], [/^([01]\d{3})(\d\d)3(\d)$/, "$100000$2$3"], [/^([01]\d{4})(\d)4(\d)$/, "$100000$2$3"], [/^([01]\d{5})([5-9])(\d)$/, "$10000$2$3"]];
const TEXT = '[!"%-?A-Z_a-z]';
const DAY = "\\d\\d(?:0[1-9]|1[0-2])[0-3]\\d";
/** Identifiers and what may follow them; only those of a fixed length need no separator. */
const OF_FIXED_LENGTH = [["00", "\\d{18}"], ["0[12]", "\\d{14}"], ["1[1-3567]", DAY], ["20", "\\d\\d"], ["3[1-6]\\d\\d", "\\d{6}"], ["41\\d", "\\d{13}"]].map(element);
const OPEN = [["3[07]", "\\d{1,8}"], ["10|2[12]|420", `${TEXT}{1,20}`], ["24[01]|25[01]|40[013]", `${TEXT}{1,30}`], ["402", "\\d{17}"], ["7003", "\\d{10}"], ["90", `${TEXT}{1,30}`], ["39[0-3]\\d", "\\d{1,15}"], ["2[45]\\d|42\\d|7\\d{3}|8\\d{3}|9\\d", `${TEXT}{1,90}`]].map(element);

/**
 * `gtin` has 14 digits; `units` are the pieces inside one item (30), `count` the items inside a carton (37).
 * @typedef {{text: string, form: "gtin" | "gs1" | "own", gtin: string, lot: string, serial: string, expiry: string, units: number, count: number, sscc: string}} Code
 */

/**
 * @param {string} scanned
 * @returns {Code}
 */
export function readCode(scanned) {
  const signs = scanned.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  const text = signs.replace(/^\][A-Za-z][0-9A-Za-z]/, "").replace(/^\u001d+|\u001d+$/g, "") || signs;
  const begun = /^(?:00(\d{18})|0[12](\d{14}))/.exec(text);
  const isGs1 = GS1_MARK.test(signs) || text.includes(GS) || WRITTEN.test(text) || (begun && isChecked(begun[1] || begun[2]));
  const found = (isGs1 && readElements(text)) || {};
  const gtin = found["01"] || found["02"] || (isFound(found) ? "" : gtinsOf(text)[0] || "");
  return {
    text,
    form: isFound(found) ? "gs1" : gtin ? "gtin" : "own",
    gtin,
    lot: found["10"] || "",
    serial: found["21"] || "",
    expiry: dayOf(found["17"] || found["15"]),
    units: Number(found["30"] || 0),
    count: Number(found["37"] || 0),
    sscc: found["00"] || "",
  };
}

/** What a number may be by its check digit, as 14 digits: a GTIN of its length first, then a UPC-E. @param {string} signs */
export function gtinsOf(signs) {
  const whole = UPC_E.reduce((text, [short, long]) => text.replace(short, long), signs);
  return [signs, whole].filter((one) => [8, 12, 13, 14].includes(one.length) && isChecked(one)).map((one) => one.padStart(14, "0"));
}

/** Whether the code is that very one, or the same GTIN however many zeros stand before it or are left out. @param {Code} code */
export function standsFor(code, known) {
  return known === code.text || gtinsOf(known).some((one) => one === code.gtin || gtinsOf(code.text).includes(one));
}

/** What no scanner of ours sends: signs that nobody sees, but for the separator, and what is too long. */
export function isCode(text) {
  return text.length > 0 && text.length <= 512 && !/[^\P{C}\u001d]|[^\P{Z} ]/u.test(text);
}

const isFound = (found) => Object.keys(found).length > 0;

function isChecked(digits) {
  if (!/^\d+$/.test(digits)) return false;
  const weighted = Array.from(digits).reverse().map((digit, place) => Number(digit) * (place % 2 ? 3 : 1));
  return weighted.reduce((sum, one) => sum + one, 0) % 10 === 0;
}

function element([name, value]) {
  return new RegExp(`^(${name})(${value})`);
}

function readElements(text) {
  let rest = WRITTEN.test(text) ? text.replace(/\((\d{2,4})\)/g, (_, name, at) => (at ? GS : "") + name) : text;
  const found = {};
  while (rest) {
    const fixed = first(OF_FIXED_LENGTH, rest);
    const read = fixed || first(OPEN, rest);
    if (!read) return null;
    const after = rest.slice(read[0].length);
    if (!fixed && after && after[0] !== GS) return null;
    found[read[1]] = read[2];
    rest = after.replace(GS, (sign, at) => (at ? sign : ""));
  }
  const wrong = ["00", "01", "02"].some((name) => found[name] && !isChecked(found[name]));
  return wrong || Object.keys(found).some((name) => /^1[1-7]$/.test(name) && !dayOf(found[name])) ? null : found;
}

function first(kinds, rest) {
  for (const kind of kinds) {
    const read = kind.exec(rest);
    if (read) return read;
  }
  return null;
}

/** A day left open is the last one of its month. */
function dayOf(digits = "") {
  if (!digits) return "";
  const [year, month, day] = digits.match(/../g).map(Number);
  const last = new Date(Date.UTC(2000 + year, month, 0)).getUTCDate();
  return day > last ? "" : `20${digits.slice(0, 4).replace(/../, "$&-")}-${String(day || last).padStart(2, "0")}`;
}
