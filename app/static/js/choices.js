// The sheet of what this device prefers: loudness, tones, vibration, voice, screen, hand. Fetched when it is asked for.
import { feel } from "./feedback.js";
import { prefer, preferences } from "./preferences.js";
import { open } from "./sheets.js";
import { voice } from "./voice.js";

const sheet = document.getElementById("preferences");
/** What lets one hear what was just chosen. */
const SAMPLES = { loudness: "right", vibrates: "wrong" };

sheet.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-prefer]");
  if (button) choose(button.dataset.prefer, button.dataset.value);
  else if (target.closest("[data-try]")) tryAll();
});

export function show() {
  open("preferences");
  sheet.scrollTop = 0;
  mark();
}

function choose(name, value) {
  const { quiet } = preferences;
  if (name === "tone") prefer({ quiet: quiet.includes(value) ? quiet.filter((kind) => kind !== value) : [...quiet, value] });
  else if (name === "loudness") prefer({ loudness: Number(value) });
  else prefer({ [name]: value === undefined ? !preferences[name] : value });
  const { theme, hand } = preferences;
  document.documentElement.dataset.hand = hand;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  mark();
  const sample = name === "tone" ? value : SAMPLES[name];
  if (sample) feel(sample);
}

/** The answers one after another, each to be told from the others. */
function tryAll() {
  ["right", "done", "wrong", "unknown", "asking"].forEach((kind, turn) => setTimeout(feel, turn * 900, kind));
}

function mark() {
  for (const button of Array.from(sheet.querySelectorAll("[data-prefer]"))) {
    const { prefer: name, value } = button.dataset;
    const kept = preferences[name];
    const on = name === "tone" ? !preferences.quiet.includes(value) : value === undefined ? kept : String(kept) === value;
    button.setAttribute("aria-pressed", String(on));
  }
  for (const lack of Array.from(sheet.querySelectorAll("[data-lack]"))) {
    lack.hidden = lack.dataset.lack === "voice" ? Boolean(voice()) : Boolean(navigator.vibrate);
  }
}
