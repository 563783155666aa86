// What the scripts say, in the worker's language: the words came with the page.

const element = document.getElementById("words");
const words = element ? JSON.parse(element.textContent) : {};

/**
 * The words for `key`, with {places} filled in.
 * @param {string} key
 * @param {Object<string, string | number>} [values]
 * @returns {string}
 */
export function say(key, values = {}) {
  return (words[key] || "").replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
