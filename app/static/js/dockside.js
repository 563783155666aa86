// The dock's own pages: what leaves next, and how far a manifest has left, are asked for again when something changed.
const EVERY = 60000;
/** While a manifest's cartons leave the book (ms). */
const SOON = 2000;

document.addEventListener("nudge", ({ detail }) => detail.name === "dock-changed" && look());
setInterval(look, EVERY); // a nudge may be lost
setInterval(() => look("[data-soon]"), SOON);

/** @param {string} [which]  of the parts that the page has */
function look(which = "[data-url]") {
  if (document.hidden) return;
  for (const name of ["leaving", "left"]) {
    const old = document.getElementById(name);
    if (old && old.matches(which)) renew(old);
  }
}

async function renew(old) {
  try {
    const response = await fetch(old.dataset.url, { headers: { "HX-Request": "true" } });
    const box = document.createElement("template");
    box.innerHTML = await response.text();
    const fresh = box.content.querySelector(`#${old.id}`);
    if (response.ok && fresh) old.replaceWith(fresh);
  } catch (offline) {
    // looked for again when the network is back
  }
}
