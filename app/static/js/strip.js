// The strip of the one instruction: its words, its colour, and what it said last.

const strip = document.getElementById("strip");
const text = document.getElementById("strip-said");

/**
 * @param {"todo" | "wrong" | "unknown" | "asking" | "done"} kind
 * @param {string} words
 */
export function tell(kind, words) {
  strip.hidden = false;
  strip.dataset.kind = kind;
  strip.dataset.length = words.length > 44 ? "long" : words.length > 20 ? "middle" : "short";
  text.textContent = words;
}

/** Whether the strip still says something that waits to be seen. */
export function isStanding() {
  return strip.dataset.kind !== "todo" && strip.dataset.kind !== "done";
}
