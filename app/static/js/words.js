// What the scripts say, in the worker's language: the words came with the page.

const element = document.getElementById("words");
const words = element ? JSON.parse(element.textContent) : {};

/** A count or a measure as the page's language writes it. */
const number = new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: 1 });

/** @param {number} value */
export const written = (value) => number.format(value);

/**
 * The words for `key`, with {places} filled in.
 * @param {string} key
 * @param {Object<string, string | number>} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
  return (words[key] || "").replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return typeof value === "number" ? written(value) : value === undefined ? whole : String(value);
  });
}
