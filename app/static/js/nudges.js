// What the page hears: over a socket, and by asking for what it missed; where there is no socket, by asking now and then.
import { io } from "../vendor/socket.io.esm.min.js";
import { asQuery, tellOf } from "./presence.js";

/** Without a socket the page asks so often (ms), give or take a sixth, so that not all ask at once. */
const EVERY = 12000;
/** After a socket is gone, or was refused, not all come at the same moment (ms). */
const SOON = 2000;
const PATIENCE = 8000;
const SOCKET = {
  transports: ["websocket"],
  timeout: PATIENCE,
  reconnectionDelay: 1500,
  reconnectionDelayMax: 15000,
  randomizationFactor: 0.8,
};

/** The number up to which the page shows everything; none: it asks for everything. */
let seen = (document.querySelector('meta[name="nudges"]') || {}).content;
/** Whether something may have been told since that the page did not hear. */
let isBehind = true;
let asking = false;
let again = false;
let timer = 0;
let socket;

/** Begin to hear. Each nudge is passed on as an event of the document. */
export function listen() {
  socket = io(SOCKET);
  socket.on("connect", onConnect);
  socket.on("disconnect", onLoss);
  socket.on("connect_error", onLoss);
  socket.onAny(hear);
  addEventListener("online", comeBack);
  addEventListener("offline", () => show("offline"));
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  tellOf(socket);
  if (document.querySelector(".handheld #lock")) import("./messages.js");
  askIn(SOON + Math.random() * SOON); // a proxy may take the socket and never answer
}

function onConnect() {
  show("catching");
  tell("socket", { on: true });
  ask();
}

/** A socket that the server closed or refused does not come back by itself. */
function onLoss() {
  isBehind = true;
  if (!socket.active) setTimeout(comeBack, SOON + Math.random() * SOON);
  if (!timer && !asking) askIn(Math.random() * SOON);
}

function comeBack() {
  if (!socket.active) socket.connect();
  ask();
}

/** While something may be missing, what comes now does not say that all before it was heard. */
function hear(name, { sequence } = {}) {
  if (!isBehind && sequence > seen) seen = sequence;
  tell("nudge", { name });
}

/** Ask for what was missed; once more if the socket came while the answer was on its way. */
async function ask() {
  again = true;
  if (asking) return;
  asking = true;
  while (again) {
    again = false;
    await askOnce(socket.connected);
  }
  asking = false;
  if (isBehind && !document.hidden) askIn(EVERY * (5 / 6 + Math.random() / 3));
}

/** @param {boolean} isHeard  whether all that is told from here on comes over the socket */
async function askOnce(isHeard) {
  askIn(0);
  isBehind = true; // until there is an answer
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(address(isHeard), { headers: { Accept: "application/json" }, signal: stop.signal });
    if (response.status === 401 || response.status === 403) return leave(response);
    if (response.status >= 500) return show("asking");
    const { names, sequence } = await response.json();
    seen = sequence;
    isBehind = !isHeard || !socket.connected;
    tell("link", { on: true });
    names.forEach((name) => tell("nudge", { name }));
    show(isBehind ? "asking" : "live");
  } catch (unreachable) {
    tell("link", { on: false });
    show("offline");
  } finally {
    clearTimeout(clock);
  }
}

/** Without a socket the server hears by this how the device is. */
function address(isHeard) {
  const after = seen === undefined ? "" : `after=${seen}&`;
  return `/nudges?${after}${isHeard ? "" : `socket=none&${asQuery()}`}`;
}

/** 0: not by itself. @param {number} time */
function askIn(time) {
  clearTimeout(timer);
  timer = time ? setTimeout(ask, time) : 0;
}

/** The shift is over, or the device was revoked: the page that says so. */
function leave(response) {
  location.assign(response.headers.get("HX-Redirect") || "/sign-in");
}

/** @param {"live" | "catching" | "asking" | "offline"} state */
function show(state) {
  for (const sign of Array.from(document.querySelectorAll("[data-connection]"))) sign.dataset.connection = state;
  tell("connection", { state });
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
