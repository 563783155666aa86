// The app on the device: the service worker, its updates between tasks, and what a walk needs without network.
import { tell } from "./outbox.js";
import { keepNewest } from "./store.js";

/** Keep this app on the device, and what this page shows. On plain HTTP the browser has no place for it. */
export async function keepApp() {
  import("./photographs.js"); // those of another page may still wait
  if (!navigator.serviceWorker || !window.caches) return;
  const had = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => had && isBetween() && location.reload());
  const registration = await navigator.serviceWorker.register("/sw.js");
  let waiting = 1; // not known yet
  const renew = () => waiting === 0 && isBetween() && changeOver(registration);
  registration.addEventListener("updatefound", () => registration.installing.addEventListener("statechange", renew));
  document.addEventListener("waiting", ({ detail }) => {
    waiting = detail.count;
    renew();
  });
  tell();
  await navigator.serviceWorker.ready;
  await keepWalk();
}

/** On the start page without a walk, or before the sign-in: nobody is in the middle of anything. */
function isBetween() {
  return Boolean(document.querySelector("[data-between]"));
}

function changeOver(registration) {
  if (registration.waiting) registration.waiting.postMessage("take over");
  else if (registration.active) registration.active.postMessage("tidy up");
}

/** The walk's pictures, or a parcel's; and the walk's page, where it was loaded before there was a service worker to keep it. */
async function keepWalk() {
  const walk = document.querySelector("#walk, #inspection");
  if (!walk) return;
  const pages = await caches.open("pages");
  if (walk.dataset.task && !(await pages.match(location.pathname))) await keepPage(walk, pages);
  const pictures = await caches.open("pictures");
  const wanted = new Set(Array.from(walk.querySelectorAll("img"), (picture) => picture.src));
  for (const { url } of await pictures.keys()) if (!wanted.delete(url)) pictures.delete(url);
  for (const url of wanted) await pictures.add(url).catch(() => undefined); // one that is missing stops no walk
}

/** From now on this page goes by the mark of the one that is kept, which is newer. */
async function keepPage(walk, pages) {
  const at = Date.now();
  const response = await fetch(location.pathname);
  if (!response.ok) return;
  await pages.put(location.pathname, response.clone());
  walk.dataset.page = (/data-page="([^"]+)"/.exec(await response.text()) || [])[1];
  await keepNewest({ task: Number(walk.dataset.task), page: walk.dataset.page, at, html: "" });
}
