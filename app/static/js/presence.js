// What the lead learns of this device: how many operations wait on it, and how its battery is.

/** A scan that is answered soon is no news, and more often nobody needs to know (ms). */
const SETTLES = 2000;
const EVERY = 5000;

const device = { waiting: null, battery: null, charging: null };
let said = "";
let saidAt = 0;
let timer = 0;

document.addEventListener("waiting", ({ detail }) => note({ waiting: detail.count }));
if (navigator.getBattery) navigator.getBattery().then(watch, () => undefined); // some browsers have it and refuse it

/** Tell it over the socket: at each connection, and when something of it changes. */
export function tellOf(socket) {
  socket.on("connect", () => tell(socket));
  document.addEventListener("device", () => {
    if (timer) return;
    timer = setTimeout(() => {
      timer = 0;
      tell(socket, said);
    }, Math.max(SETTLES, saidAt + EVERY - Date.now()));
  });
  if (document.querySelector('meta[name="shift-token"]')) countWaiting();
}

/** The same for a page without a socket, as a query. */
export function asQuery() {
  const charging = device.charging === null ? null : device.charging ? "yes" : "no";
  const known = Object.entries({ ...device, charging }).filter(([, value]) => value !== null);
  return new URLSearchParams(known).toString();
}

/** What is the same as `before` needs no telling. */
function tell(socket, before = "") {
  const now = JSON.stringify(device);
  if (!socket.connected || now === before) return;
  socket.emit("device", device);
  said = now;
  saidAt = Date.now();
}

function note(known) {
  Object.assign(device, known);
  document.dispatchEvent(new CustomEvent("device"));
}

function watch(battery) {
  const look = () => note({ battery: Math.round(battery.level * 100), charging: battery.charging });
  battery.addEventListener("levelchange", look);
  battery.addEventListener("chargingchange", look);
  look();
}

/** What waited before this part was loaded. */
async function countWaiting() {
  const { waiting } = await import("./store.js");
  note({ waiting: (await waiting()).length });
}
