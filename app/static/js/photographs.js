// Photographs of cartons and of returned parcels: taken with the device's camera, made small here, and kept on the device until the server has
// them. They wait behind the scans, which are small and are waited for, and survive a reload as those do.
import { openDB } from "../vendor/idb.js";
import { newId } from "./ids.js";
import { meta } from "./outbox.js";
import { notSaved, refused, right, wrong } from "./say.js";
import { waiting } from "./store.js";
import { say } from "./words.js";

/** What a photograph may have: pixels on its longer side, bytes. */
const SIDE = 1600;
const BYTES = 400 * 1024;
const QUALITIES = [0.82, 0.7, 0.55, 0.4];
/** What a device keeps while there is no network. */
const MOST = 40;
/** How long one may be on its way; how long until the next try (ms). */
const TIMEOUT = 60000;
const AGAIN = 20000;

const database = openDB("shelfway-photographs", 1, {
  upgrade: (db) => db.createObjectStore("photographs", { keyPath: "counter", autoIncrement: true }),
  blocking: (now, wanted, event) => event.target.close(),
});
const page = () => document.querySelector("[data-photographs]");
const all = async () => (await database).getAll("photographs");
let sending = false;
let timer = 0;

for (const name of ["waiting", "link"]) document.addEventListener(name, ({ detail }) => (detail.on || detail.count === 0) && sendAll());
document.addEventListener("changed", show);
document.addEventListener("change", ({ target }) => target.matches("#photograph-file") && onFile(target));
show();
sendAll();

/** Open the camera. */
export function take() {
  const field = document.getElementById("photograph-file");
  if (!carton()) return wrong(say("nothing_in_carton"));
  return field.click();
}

/** What the whole page is about; else the carton that is filled, else the last that was closed. */
function carton() {
  if (page().dataset.about) return page();
  const closed = document.querySelectorAll("[data-carton][data-state=closed]");
  return document.querySelector(".is-filled:not([data-units='0'])") || closed[closed.length - 1];
}

async function onFile(field) {
  const [file] = field.files;
  if (!file) return;
  try {
    await keep(await reduced(file));
  } catch (problem) {
    if (problem.name === "QuotaExceededError") notSaved(problem);
    else wrong(say(problem.message === "full" ? "photographs_full" : "no_photograph"));
    return;
  } finally {
    field.value = ""; // the same one may be taken again
  }
  right("right");
  show();
  sendAll();
}

/** As large as a person needs to see what is in a carton, and no larger. @returns {Promise<Blob>} */
async function reduced(file) {
  const picture = await createImageBitmap(file);
  for (let side = SIDE; side > 200; side /= 2) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob && blob.size <= BYTES) return blob;
    }
  }
  throw new Error("large");
}

async function keep(blob) {
  if ((await all()).length >= MOST) throw new Error("full");
  const { photographs } = page().dataset;
  const { number = "", about = say("carton", { carton: number }) } = carton().dataset;
  const who = { shift: meta("shift-token"), by: document.body.dataset.worker };
  const db = await database;
  const writing = db.transaction("photographs", "readwrite", { durability: "strict" });
  writing.store.add({ ...who, id: newId(), at: new Date().toISOString(), url: photographs, carton: number, about, blob });
  await writing.done;
}

/** One after another, while no scan waits. */
async function sendAll() {
  clearTimeout(timer);
  if (sending || !meta("shift-token")) return;
  sending = true;
  try {
    if (navigator.locks) await navigator.locks.request("photographs", drain);
    else await drain();
  } finally {
    sending = false;
  }
}

async function drain() {
  for (const photograph of await all()) {
    const answer = (await waiting()).length ? null : await send(photograph);
    if (!answer) {
      timer = setTimeout(sendAll, AGAIN);
      return;
    }
    await (await database).delete("photographs", photograph.counter);
    if (answer.ok) count();
    else refused(photograph, answer);
    show();
  }
}

/** The answer, if it names this very photograph. */
async function send({ id, at, shift, url, carton, blob }) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), TIMEOUT);
  const body = new FormData();
  body.append("carton", carton);
  body.append("photograph", blob, "photograph.jpg");
  const headers = { "Operation-Id": id, "Operation-At": at, "Operation-Shift": shift, "X-CSRFToken": meta("csrf-token") };
  try {
    const response = await fetch(url, { method: "POST", credentials: "same-origin", redirect: "error", signal: stop.signal, headers, body });
    const html = await response.text();
    if (response.headers.get("Operation-Id") !== id || response.status === 503) return null;
    const outcome = response.headers.get("Operation-Outcome");
    return { html, outcome, ok: outcome === "done" };
  } catch (unreachable) {
    return null;
  } finally {
    clearTimeout(clock);
  }
}

/** One more is in the book. */
function count() {
  const sign = document.getElementById("photographs");
  if (sign) sign.dataset.booked = String(Number(sign.dataset.booked) + 1);
}

/** How many are in the book, and how many on this device alone. */
async function show() {
  const sign = document.getElementById("photographs");
  if (!sign) return;
  const { photographs } = page().dataset;
  const kept = (await all()).filter(({ url }) => url === photographs).length;
  const booked = Number(sign.dataset.booked);
  const words = [booked ? say("photographs_booked", { count: booked }) : "", kept ? say("photographs_kept", { count: kept }) : ""];
  sign.textContent = words.filter(Boolean).join(" ");
  sign.hidden = !sign.textContent;
}
