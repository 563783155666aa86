// /setup: what this device's browser can do; each line says in words what is missing and what that costs.
import { feel } from "./feedback.js";

const MEGABYTE = 1048576;
const SLOW = 6000;

document.getElementById("try-all").addEventListener("click", () => {
  feel("right");
  setTimeout(feel, 700, "wrong");
  setTimeout(checkSound, 300);
});
document.addEventListener("connection", ({ detail }) => mark("socket", detail.state === "live"));

mark("secure", window.isSecureContext);
mark("vibration", Boolean(navigator.vibrate));
mark("wake", "wakeLock" in navigator);
mark("voice", "speechSynthesis" in window);
mark("sound", false);
checkServer();
checkStorage();
checkWorker();
checkCamera();
setTimeout(() => isOpen("socket") && mark("socket", false), SLOW);

function mark(name, good, n = 0) {
  const line = document.querySelector(`[data-check="${name}"]`);
  line.dataset.good = good ? "yes" : "no";
  for (const said of Array.from(line.querySelectorAll("[data-state]"))) said.hidden = said.dataset.state !== (good ? "good" : "bad");
  const words = line.querySelector("[data-said]");
  words.textContent = words.dataset.said.replace("{n}", String(n));
}

function isOpen(name) {
  return !document.querySelector(`[data-check="${name}"]`).dataset.good;
}

/** A tone can be heard once the page was touched. */
function checkSound() {
  const Audio = window.AudioContext;
  const audio = Audio && new Audio();
  mark("sound", Boolean(audio && audio.state === "running"));
  if (audio) audio.close();
}

async function checkServer() {
  const began = performance.now();
  try {
    const answer = await fetch("/healthz");
    mark("server", answer.ok, Math.round(performance.now() - began));
  } catch (unreachable) {
    mark("server", false);
  }
}

async function checkStorage() {
  const storage = navigator.storage;
  const kept = Boolean(storage && storage.persist && window.indexedDB && (await storage.persist()));
  const { quota = 0, usage = 0 } = storage && storage.estimate ? await storage.estimate() : {};
  mark("storage", kept, Math.round((quota - usage) / MEGABYTE));
}

async function checkWorker() {
  const registration = navigator.serviceWorker && (await navigator.serviceWorker.getRegistration());
  mark("worker", Boolean(registration));
}

async function checkCamera() {
  const devices = navigator.mediaDevices ? await navigator.mediaDevices.enumerateDevices() : [];
  mark("camera", devices.some((one) => one.kind === "videoinput"));
}
