// The dock's start page: what leaves next is asked for again when something changed.
const EVERY = 60000;

document.addEventListener("nudge", ({ detail }) => detail.name === "dock-changed" && look());
setInterval(look, EVERY); // a nudge may be lost

async function look() {
  const old = document.getElementById("leaving");
  if (!old || document.hidden) return;
  try {
    const response = await fetch(old.dataset.url, { headers: { "HX-Request": "true" } });
    const box = document.createElement("template");
    box.innerHTML = await response.text();
    const fresh = box.content.querySelector("#leaving");
    if (response.ok && fresh) old.replaceWith(fresh);
  } catch (offline) {
    // looked for again when the network is back
  }
}
