// The server's answers: what it confirms is shown as it says, what it refuses is shown at once with what to do.
import { feel } from "./feedback.js";
import { apply } from "./journal.js";
import { takeOver, takeOverAll, walkElement } from "./page.js";
import { changed, refused, textOf } from "./say.js";
import { walk } from "./state.js";
import { waiting } from "./store.js";
import { tellToo } from "./strip.js";

let answers = 0;

export function startAnswers() {
  document.addEventListener("answer", onAnswer);
  document.addEventListener("nudge", refetch);
}

async function onAnswer({ detail }) {
  const { operation, answer } = detail;
  answers += 1;
  if (operation.task !== walk.task) return answer.ok ? undefined : refused(operation, answer);
  if (!answer.ok) return takeBack(operation, answer);
  takeOver(answer.html);
  await replayWaiting();
  changed();
  if (answer.version && answer.version !== Number(walkElement().dataset.version)) await refetch();
}

/** The server is the judge: what it refused did not happen. */
async function takeBack(operation, answer) {
  for (const effect of operation.effects.slice().reverse()) apply({ ...effect, before: effect.after, after: effect.before });
  refused(operation, answer);
  await refetch();
}

/** The lead gave the walk to somebody else: who has it now stands on the screen. */
function notMine(html) {
  feel("bell");
  tellToo(textOf(html));
}

/** Every stop anew; where an answer came while they were on their way, once more. The stop of the picker stays. */
async function refetch() {
  const before = answers;
  try {
    const response = await fetch(walkElement().dataset.stopsUrl, { headers: { "HX-Request": "true" } });
    const html = await response.text();
    if (response.status === 409) return notMine(html);
    if (!response.ok) return;
    if (before !== answers) return refetch();
    takeOverAll(html);
    walkElement().dataset.version = document.getElementById("stops").dataset.version;
    await replayWaiting();
  } catch (offline) {
    return; // asked for again with the next answer
  }
  changed();
}

async function replayWaiting() {
  for (const operation of await waiting()) {
    if (operation.task === walk.task) operation.effects.forEach(apply);
  }
}
