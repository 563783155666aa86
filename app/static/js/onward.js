// What becomes of the cartons of an order that is packed: asked of the server until nothing of it is on its way.
const EVERY = 3000;
/** How often it is asked again by itself; after that the next step asks. */
const TRIES = 20;

let tries = 0;
let timer = 0;

document.addEventListener("step", look);
look();

async function look() {
  clearTimeout(timer);
  const box = document.getElementById("onward");
  if (document.body.dataset.phase !== "done") return (tries = 0);
  try {
    const response = await fetch(box.dataset.url, { headers: { "HX-Request": "true" } });
    if (response.ok) lay(box, await response.text());
  } catch (offline) {
    // looked for again when the network is back, and the page is drawn anew
  }
}

function lay(box, html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const fresh = made.content.querySelector("#onward");
  if (!fresh) return;
  box.replaceWith(fresh);
  tries += 1;
  if ("waits" in fresh.dataset && tries < TRIES) timer = setTimeout(look, EVERY);
}
