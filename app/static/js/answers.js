// The server's answers: what it confirms is shown as it says, what it refuses is shown at once with what to do.
import { feel } from "./feedback.js";
import { apply, begin, end, keepDocument, lay } from "./journal.js";
import { takeOver, takeOverAll, walkElement } from "./page.js";
import { changed, refused, textOf } from "./say.js";
import { walk } from "./state.js";
import { tellToo } from "./strip.js";

/** The nudges that may have changed a walk; others are for those who lead, or who stand without work. */
const CHANGES = ["work-changed", "call-answered"];

/** How often there was a reason to believe that a document that is on its way is not the newest. */
let news = 0;
/** Whether the walk is to be asked for again as soon as the network lets it, and whether it is being asked for. */
let owed = false;
let asking = false;

/** @param {boolean} isBehind  the page does not show all that the server answered */
export function startAnswers(isBehind) {
  document.addEventListener("answer", onAnswer);
  document.addEventListener("made", onMade);
  document.addEventListener("nudge", ({ detail }) => CHANGES.includes(detail.name) && refetch());
  document.addEventListener("link", onLink);
  tellNews();
  if (isBehind) refetch();
}

/** What another page of this device keeps of this walk. */
function onMade({ detail: { operation } }) {
  if (operation.task !== walk.task) return;
  begin(operation);
  operation.effects.forEach(apply);
  changed();
}

function onAnswer({ detail }) {
  const { operation, answer } = detail;
  news += 1;
  if (operation.task !== walk.task) return answer.ok ? undefined : refused(operation, answer);
  end(operation);
  if (!answer.ok) return takeBack(operation, answer);
  let isWhole = true;
  lay(() => (isWhole = takeOver(answer.html)));
  changed();
  const replanned = answer.version && answer.version !== Number(walkElement().dataset.version);
  if (replanned || !isWhole || !operation.effects.length) refetch();
}

/** The server is the judge: what it refused did not happen. */
function takeBack(operation, answer) {
  for (const effect of operation.effects.slice().reverse()) apply({ ...effect, before: effect.after, after: effect.before });
  refused(operation, answer);
  refetch();
}

/** Nudges are lost while there is no network. */
function onLink({ detail }) {
  if (!detail.on) owed = true;
  else if (owed) refetch();
}

/** The walk is no longer the picker's, or is over: who has it now and what to do stands on the screen. */
function notMine(html) {
  feel("bell");
  tellToo(textOf(html));
}

/** The walk anew. Asked for again until nothing came while it was on its way: ever later, for a server that is slow. */
export async function refetch() {
  news += 1;
  owed = true;
  if (asking) return;
  asking = true;
  try {
    for (let tries = 0; owed; tries += 1) {
      if (tries) await new Promise((done) => setTimeout(done, 500 * tries));
      await layAnew();
    }
  } catch (offline) {
    // still owed: asked for when the network is back
  } finally {
    asking = false;
  }
}

/** Every stop as the server has it now, and what it has not answered yet; the stop of the picker stays. */
async function layAnew() {
  const before = news;
  const at = Date.now();
  const response = await fetch(walkElement().dataset.stopsUrl, { headers: { "HX-Request": "true" } });
  const html = await response.text();
  if (before !== news) return;
  if (response.status === 409) {
    owed = false;
    return notMine(html);
  }
  lay(() => (owed = !takeOverAll(html)));
  if (owed) throw new Error(`no walk, but ${response.status}`);
  changed();
  tellNews();
  await keepDocument(walk.task, html, at);
}

/** What the server changed of its own accord is told once on this device; it stands in the document. */
function tellNews() {
  const told = (localStorage.getItem("news") || "").split("\n").filter((one) => one.startsWith(`${walk.task} `));
  for (const { dataset, textContent } of Array.from(document.querySelectorAll("#stops [data-news]"))) {
    const name = `${walk.task} ${dataset.news}`;
    if (told.includes(name)) continue;
    told.push(name);
    localStorage.setItem("news", told.join("\n"));
    feel("bell");
    tellToo(textContent.trim());
  }
}
