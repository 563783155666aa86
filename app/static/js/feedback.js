// Colour, sound and vibration of an answer. Sounds are made here, no file is fetched.

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
const FLASHES = { right: true, done: true, finished: true, wrong: true, unknown: true };

/** @type {AudioContext | null} */
let audio = null;

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
  play(SOUNDS[kind]);
  if (navigator.vibrate && touched()) navigator.vibrate(SHAKES[kind]);
  if (FLASHES[kind]) flash(kind);
}

function touched() {
  return !navigator.userActivation || navigator.userActivation.hasBeenActive;
}

function play(notes) {
  if (!audio || audio.state !== "running") return;
  for (const [start, pitch, length, shape] of notes) {
    const begin = audio.currentTime + start;
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.type = shape;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.0001, begin);
    loudness.gain.exponentialRampToValueAtTime(0.5, begin + 0.01);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begin + length);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + length + 0.02);
  }
}

/** The whole screen takes the colour for a moment. */
function flash(kind) {
  const sheet = document.getElementById("flash");
  sheet.dataset.kind = kind;
  sheet.classList.remove("flash--on");
  void sheet.offsetWidth; // begins the animation anew
  sheet.classList.add("flash--on");
}
