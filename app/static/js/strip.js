// The strip of the one instruction: its words, its colour, and what it said last.

const strip = document.getElementById("strip");
const text = document.getElementById("strip-said");
let said = "";

/**
 * @param {"todo" | "wrong" | "unknown" | "asking" | "done"} kind
 * @param {string} words
 */
export function tell(kind, words) {
  strip.hidden = false;
  strip.dataset.kind = kind;
  strip.dataset.length = words.length > 36 ? "long" : words.length > 14 ? "middle" : "short";
  text.textContent = unbroken(words);
  said = words;
}

/** An address is never broken in two. @param {string} words */
export const unbroken = (words) => words.replace(/(\w)-(?=\w)/g, "$1\u2011");

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
