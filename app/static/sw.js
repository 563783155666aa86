// The app without network. BUILD and FILES stand above, written by the server. Pages come from the network, and from
// the cache when it is too slow or not there; what waits to be sent is not here but in the page's outbox.

const STATIC = `static-${BUILD}`;
const PAGES = "pages";
/** A walk, an order on the bench, a manifest at the dock, a parcel that came back, or a delivery. */
const WALK = /^\/(picking\/tasks|putting-back\/tasks|(?:putting-away|counting|replenishing)\/tasks|packing\/orders|dock\/manifests|returns\/dock\/parcels|receiving)\/\d+$/;
const STARTS = ["/work", "/packing", "/returns/dock"];
/** How long the network may take for a page that is on the device (ms). */
const PATIENCE = 3000;

addEventListener("install", (event) => event.waitUntil(caches.open(STATIC).then((cache) => cache.addAll(FILES))));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

/** A page says when nobody is in the middle of anything; files of another build are kept until then. */
addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
  if (event.data === "tidy up") event.waitUntil(tidyUp());
});

addEventListener("fetch", (event) => {
  const { method, mode, url, destination } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" && isKept(pathname)) event.respondWith(page(event.request, pathname));
  else if (pathname.startsWith("/static/") || destination === "image") event.respondWith(file(event.request));
});

function isKept(pathname) {
  return ["/", ...STARTS, "/sign-in"].includes(pathname) || WALK.test(pathname);
}

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) || fetch(request);
}

/** Kept is what the browser was given and nothing that came too late for it: the page's script knows the page it ran in. */
async function page(request, pathname) {
  const fresh = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const response = await Promise.race([fresh.catch(() => null), late]);
  if (response) return keep(pathname, response);
  return (await kept(pathname)) || fresh;
}

async function keep(pathname, response) {
  const cache = await caches.open(PAGES);
  if (response.ok) {
    await forget(cache, pathname);
    await cache.put(pathname, response.clone());
  } else if (response.status >= 400 && response.status < 500) {
    await cache.delete(pathname); // the walk is over, or somebody else's
  }
  return response;
}

/** One walk at a time; and before the sign-in nobody's pages. */
async function forget(cache, pathname) {
  for (const request of await cache.keys()) {
    const known = new URL(request.url).pathname;
    const other = WALK.test(pathname) && WALK.test(known);
    if (other || (pathname === "/sign-in" && known !== pathname)) await cache.delete(request);
  }
}

/** Without network every way leads to the walk, else to the start, else to the sign-in; parcels arrive all the same. */
async function kept(pathname) {
  const cache = await caches.open(PAGES);
  const known = (await cache.keys()).map((request) => new URL(request.url).pathname);
  const walk = known.find((one) => WALK.test(one));
  const isItself = pathname === "/sign-in" || (pathname === "/returns/dock" && known.includes(pathname));
  const there = isItself ? pathname : walk || [pathname, ...STARTS, "/sign-in"].find((one) => one !== "/" && known.includes(one));
  if (there === pathname) return cache.match(pathname);
  return there && Response.redirect(there, 302);
}

async function tidyUp() {
  for (const name of await caches.keys()) if (name.startsWith("static-") && name !== STATIC) await caches.delete(name);
  const cache = await caches.open(PAGES);
  for (const request of await cache.keys()) if (WALK.test(new URL(request.url).pathname)) await cache.delete(request);
}
