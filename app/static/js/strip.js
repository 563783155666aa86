// The strip of the one instruction: its words, its colour, and what it said last.

const strip = document.getElementById("strip");
const text = document.getElementById("strip-said");
const counter = document.getElementById("strip-count");
let said = "";

/**
 * @param {"todo" | "wrong" | "unknown" | "asking" | "done"} kind
 * @param {string} words
 * @param {string} [count]  how far what is asked for has come, as "1/3"
 */
export function tell(kind, words, count = "") {
  strip.hidden = false;
  strip.dataset.kind = kind;
  strip.dataset.length = lengthOf(words);
  counter.textContent = count;
  text.textContent = unbroken(words);
  said = words;
}

/** A Chinese sign is twice as wide. @param {string} words */
function lengthOf(words) {
  const width = words.replace(/[\u2e80-\uffff]/g, "mm").length;
  return width > 60 ? "longest" : width > 24 ? "long" : width > 12 ? "middle" : "short";
}

/** An address and a number's ending are never broken in two; a Chinese full stop has its space in itself. @param {string} words */
export const unbroken = (words) => words.replace(/\b-\b/g, "\u2011").replace(/\u2026\b/g, "$&\u2060").replace(/。 /g, "。");

/** Behind a refusal, which is not lost; in the place of anything else. @param {string} words */
export function tellToo(words) {
  const { kind } = strip.dataset;
  const refusal = kind === "wrong" || kind === "unknown";
  if (!refusal) tell("asking", words);
  else if (!said.includes(words)) tell(kind, `${said} ${words}`);
}

/** Whether these words are still there; another scan puts others in their place. */
export function stillSays(words) {
  return said === words;
}

/** Whether the strip still says something that waits to be seen. */
export function isStanding() {
  return strip.dataset.kind !== "todo" && strip.dataset.kind !== "done";
}
