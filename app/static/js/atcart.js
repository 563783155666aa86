// At the cart: empty totes to its places; at the end the lane in which they stand.
import { readCode } from "./grammar.js";
import { apply, begin, send } from "./journal.js";
import { known } from "./matching.js";
import { post } from "./outbox.js";
import { lanes, placeElement, places, readPlace, setTote, stops, walkElement } from "./page.js";
import { asking, changed, notSaved, refuse, right, short, wrong } from "./say.js";
import { walk } from "./state.js";
import { tell } from "./strip.js";
import { say } from "./words.js";

/** A tote that was called full by mistake stays; while a scan is being looked up, that goes first. */
document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-swap-no]") || walk.busy) return;
  walk.swapping = 0;
  tell("todo", "");
  changed();
});

/** A tote that the picker before should have left is not there: the lead hears of it, and another one takes its place. */
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-not-there]");
  if (!button || walk.busy) return;
  const { missing, passedOn } = button.closest("[data-place-card]").dataset;
  button.disabled = true; // once is enough
  if (await send({ url: missing, fields: { tote: passedOn }, about: say("tote_missing", { code: short(passedOn) }), effects: [] })) asking(say("tote_missed"));
});

/** How long the server may take to say whether a tote is free before the picker goes on without (ms). */
const PATIENCE = 1500;

/**
 * A tote for a place. Whether it is free only the server knows; without an answer it counts as taken for now.
 * @param {string} code
 * @param {number} id  the place
 */
export async function takeTote(code, id) {
  const place = readPlace(placeElement(id));
  const { passedOn, named } = place.element.dataset;
  code = readCode(code).sscc || code; // a plate's label
  const elsewhere = places().find((one) => one.tote === code);
  if (elsewhere) return wrong(say("is_tote", { address: elsewhere.address }), say("tote_twice", { place: elsewhere.position }), say("want_empty", { place: place.position }));
  if (code !== passedOn && (named || known(code, { stops: stops(), places: [], lanes: lanes() }))) return refuse(code, say("want_empty", { place: place.position }));
  walk.busy = code;
  tell("asking", say("checking", { code: short(code) }));
  try {
    await bind(place, code);
  } finally {
    walk.busy = "";
  }
}

async function bind(place, code) {
  const { binds, fulls } = place.element.dataset;
  const effect = { kind: "tote", id: place.id, before: { code: place.tote, address: place.address }, after: { code, address: code } };
  const asked = { url: walk.swapping ? fulls : binds, fields: { tote: code }, about: say("tote_for", { place: place.position }), effects: [effect], task: walk.task, watched: PATIENCE };
  const answered = answerTo(asked);
  try {
    begin(await post(asked));
  } catch (problem) {
    return notSaved(problem);
  }
  const answer = await answered;
  if (answer && !answer.ok) return;
  if (!answer) apply(effect);
  else places().forEach(({ element }) => nameTote(element));
  for (const taken of Array.from(document.querySelectorAll("[data-takes]"))) taken.hidden = !placeElement(taken.dataset.takes).dataset.passedOn;
  walk.swapping = 0;
  right(answer ? "done" : "right");
}

/** The answer names the tote at its place; the list at the end of the walk names it too. */
function nameTote(element) {
  setTote(element, { code: element.dataset.tote, address: element.dataset.toteAddress });
}

/** The server's answer, or null when it takes too long; what the answer shows is put on the page elsewhere. */
function answerTo(asked) {
  return new Promise((resolve) => {
    const onAnswer = ({ detail }) => {
      if (detail.operation.url === asked.url && detail.operation.fields.tote === asked.fields.tote) end(detail.answer);
    };
    const end = (answer) => {
      document.removeEventListener("answer", onAnswer);
      clearTimeout(timer);
      resolve(answer);
    };
    const timer = setTimeout(end, navigator.onLine ? PATIENCE : 0, null);
    document.addEventListener("answer", onAnswer);
  });
}

/** A lane; or the walk's own tote, once it is empty. @param {string} code */
export async function takeLane(code) {
  code = readCode(code).sscc || code;
  const isOwn = document.querySelector("[data-own-tote]") && places().some(({ tote }) => tote === code);
  if (!isOwn && !lanes().some((lane) => lane.code === code)) return refuse(code, say("want_lane"));
  const { state, stagings } = walkElement().dataset;
  const effects = [{ kind: "walk", before: state, after: "done" }];
  if (await send({ url: stagings, fields: { lane: code }, about: say("scan_lane"), effects })) right("finished");
}

