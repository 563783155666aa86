// The address and the quantity, spoken at the arrival at a stop, and what a lead says; where the device has a voice of the page's language.
import { say } from "./words.js";

const SPOKEN = { "zh-Hant": /^zh[-_](TW|Hant)|^cmn.*TW/i, "zh-Hans": /^zh[-_](CN|Hans|SG)|^cmn(?!.*TW)/i, en: /^en/i };

/** @returns {SpeechSynthesisVoice | undefined} */
export function voice() {
  const wanted = SPOKEN[document.documentElement.lang] || SPOKEN.en;
  return window.speechSynthesis && speechSynthesis.getVoices().find(({ lang }) => wanted.test(lang));
}

/** @param {import("./page.js").Stop} stop @param {number} count */
export function speak(stop, count) {
  const chosen = voice();
  if (!chosen) return;
  const address = stop.address.split(/[^0-9A-Za-z]+/).map((part) => part.replace(/^0+(?=\d)/, "")).join(", ");
  const { side } = stop.element.dataset;
  const words = new SpeechSynthesisUtterance(say(count === 1 ? "spoken_one" : "spoken", { address, count, side: side ? say(`side_${side}`) : "" }));
  words.voice = chosen;
  words.lang = chosen.lang;
  speechSynthesis.cancel(); // the picker is here now
  speechSynthesis.speak(words);
}

/** What a lead says; after what is being spoken. @param {string} said */
export function tell(said) {
  const chosen = voice();
  if (!chosen) return;
  const words = new SpeechSynthesisUtterance(said);
  words.voice = chosen;
  words.lang = chosen.lang;
  speechSynthesis.speak(words);
}
