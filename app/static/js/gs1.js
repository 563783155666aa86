// What a GS1 code carries of what a stop asks for: its item and its lot.

const SEPARATOR = "\u001d";
/** Identifiers of a fixed length: item, expiry and other days. */
const FIXED = { "01": 14, "02": 14, 11: 6, 13: 6, 15: 6, 17: 6, 20: 2 };
/** Identifiers that end at a separator or with the code. */
const OPEN = new Set(["10", "21", "30", "37"]);

/**
 * @param {string} code
 * @returns {{item: string, lot: string, count: number} | null} null when it is no GS1 code
 */
export function readGs1(code) {
  let rest = code.replace(/^\](C1|d2|Q3|e0)/, "");
  const found = {};
  if (!/^01\d{14}/.test(rest)) return null;
  while (rest) {
    const name = rest.slice(0, 2);
    const value = FIXED[name] ? rest.slice(2, 2 + FIXED[name]) : rest.slice(2).split(SEPARATOR)[0];
    if (!(FIXED[name] || OPEN.has(name)) || !value) return null;
    found[name] = value;
    rest = rest.slice(2 + value.length).replace(new RegExp(`^${SEPARATOR}`), "");
  }
  return { item: found["01"], lot: found["10"] || "", count: Number(found["30"] || found["37"] || 0) };
}

/** An item's number without the leading zeros that a shorter one has in a GS1 code. */
export function bare(code) {
  return code.replace(/^0+(?=\d{8})/, "");
}
