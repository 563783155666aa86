// Colour, sound and vibration of an answer. Sounds are made here, no file is fetched.
import { preferences } from "./preferences.js";

/** @typedef {"right" | "done" | "wrong" | "unknown" | "asking" | "finished" | "bell"} Kind */

/** Each sound: [start in s, pitch in Hz, length in s, shape]. */
const SOUNDS = {
  right: [[0, 1760, 0.07, "sine"]],
  done: [[0, 1320, 0.07, "sine"], [0.09, 1980, 0.1, "sine"]],
  wrong: [[0, 220, 0.16, "square"], [0.2, 165, 0.24, "square"]],
  unknown: [[0, 440, 0.08, "triangle"], [0.11, 440, 0.08, "triangle"], [0.22, 311, 0.2, "triangle"]],
  asking: [[0, 660, 0.12, "triangle"]],
  finished: [[0, 1047, 0.1, "sine"], [0.12, 1319, 0.1, "sine"], [0.24, 1568, 0.1, "sine"], [0.36, 2093, 0.2, "sine"]],
  bell: [[0, 988, 0.35, "sine"]],
};
const SHAKES = { right: 30, done: 40, wrong: [120, 60, 240], unknown: [60, 40, 60, 40, 160], asking: 60, finished: 80, bell: 60 };
/** How loud each step of the preference is. */
const GAINS = [0, 0.12, 0.45, 1];

/** @type {AudioContext | null} */
let audio = null;
/** @type {GainNode | null} */
let playing = null;
let turn = 0;

// Browsers keep silent until the page was touched once.
for (const gesture of ["pointerdown", "keydown"]) {
  document.addEventListener(gesture, wake, { capture: true, passive: true });
}

function wake() {
  const Audio = window.AudioContext;
  if (!audio && Audio) audio = new Audio();
  if (audio && audio.state === "suspended") audio.resume();
}

/** @param {Kind} kind */
export function feel(kind) {
  if (kind !== "bell") flash(kind);
  if (!preferences.quiet.includes(kind)) play(SOUNDS[kind], GAINS[preferences.loudness]);
  if (preferences.vibrates && navigator.vibrate && touched()) navigator.vibrate(SHAKES[kind]);
  performance.clearMarks("felt");
  performance.mark("felt"); // what measures the time from the scan reads it
}

function touched() {
  return !navigator.userActivation || navigator.userActivation.hasBeenActive;
}

/** The answer before is cut short: tones never pile up. */
function play(notes, gain) {
  if (playing) playing.disconnect();
  playing = null;
  if (!gain || !audio || audio.state !== "running") return;
  playing = audio.createGain();
  playing.gain.value = gain;
  playing.connect(audio.destination);
  for (const note of notes) sound(...note);
}

function sound(start, pitch, length, shape) {
  const begin = audio.currentTime + start;
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.type = shape;
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0.0001, begin);
  loudness.gain.exponentialRampToValueAtTime(1, begin + 0.01);
  loudness.gain.exponentialRampToValueAtTime(0.0001, begin + length);
  tone.connect(loudness).connect(playing);
  tone.start(begin);
  tone.stop(begin + length + 0.02);
}

/** The whole screen takes the colour and the sign for a moment; two names in turn begin the animation anew. */
function flash(kind) {
  const sheet = document.getElementById("flash");
  turn = 1 - turn;
  sheet.dataset.kind = kind;
  sheet.className = `flash flash--${turn}`;
}
