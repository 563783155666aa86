// The server's answers: what it confirms is shown as it says, what it refuses is shown at once with what to do.
import { feel } from "./feedback.js";
import { apply, keepDocument } from "./journal.js";
import { takeOver, takeOverAll, walkElement } from "./page.js";
import { changed, refused, textOf } from "./say.js";
import { walk } from "./state.js";
import { waiting } from "./store.js";
import { tellToo } from "./strip.js";

/** The nudges that may have changed a walk; others are for those who lead, or who stand without work. */
const CHANGES = ["work-changed", "call-answered"];

let answers = 0;

export function startAnswers() {
  document.addEventListener("answer", onAnswer);
  document.addEventListener("nudge", ({ detail }) => CHANGES.includes(detail.name) && refetch());
  tellNews();
}

async function onAnswer({ detail }) {
  const { operation, answer } = detail;
  answers += 1;
  if (operation.task !== walk.task) return answer.ok ? undefined : refused(operation, answer);
  if (!answer.ok) return takeBack(operation, answer);
  takeOver(answer.html);
  await replayWaiting();
  changed();
  const replanned = answer.version && answer.version !== Number(walkElement().dataset.version);
  if (replanned || !operation.effects.length) await refetch();
}

/** The server is the judge: what it refused did not happen. */
async function takeBack(operation, answer) {
  for (const effect of operation.effects.slice().reverse()) apply({ ...effect, before: effect.after, after: effect.before });
  refused(operation, answer);
  await refetch();
}

/** The walk is no longer the picker's, or is over: who has it now and what to do stands on the screen. */
function notMine(html) {
  feel("bell");
  tellToo(textOf(html));
}

/** Every stop anew; where an answer came while they were on their way, once more. The stop of the picker stays. */
async function refetch() {
  const before = answers;
  const at = Date.now();
  try {
    const response = await fetch(walkElement().dataset.stopsUrl, { headers: { "HX-Request": "true" } });
    const html = await response.text();
    if (response.status === 409) return notMine(html);
    if (!response.ok) return;
    if (before !== answers) return refetch();
    takeOverAll(html);
    await keepDocument(walk.task, html, at);
    await replayWaiting();
  } catch (offline) {
    return; // asked for again with the next answer
  }
  changed();
  tellNews();
}

/** What the server changed of its own accord is told once; it stands in the document. */
function tellNews() {
  for (const { dataset, textContent } of Array.from(document.querySelectorAll("#stops [data-news]"))) {
    const key = `news ${walk.task} ${dataset.news}`;
    if (sessionStorage.getItem(key)) continue;
    sessionStorage.setItem(key, "told");
    feel("bell");
    tellToo(textContent.trim());
  }
}

async function replayWaiting() {
  for (const operation of await waiting()) {
    if (operation.task === walk.task) operation.effects.forEach(apply);
  }
}
