// A page whose document the server lays, with what this device did since then on top of it: sent or not, also after a
// reload, also without network.
import { post } from "./outbox.js";
import { notSaved } from "./say.js";
import { forget, keepNewest, kept, newestOf } from "./store.js";

/**
 * @param {{task: string, page: string, url: string, put: (html: string) => boolean, read: () => string, apply: (effect: Object, isSent: boolean) => void, render: () => void}} of
 *   `page`: the page's own mark; `put` lays a document, and says whether it was one; `read` is the one that lies there
 */
export function keepPage({ task, page, url, put, read, apply, render }) {
  let base = read();
  /** Operations whose effects the document does not have yet. */
  let since = [];
  /** How often there was a reason to believe that a document that is on its way is not the newest. */
  let news = 0;
  let owed = false;
  let fetching = false;

  document.addEventListener("made", ({ detail }) => detail.operation.task === task && begin(detail.operation));
  document.addEventListener("answer", ({ detail }) => detail.operation.task === task && answered(detail));
  document.addEventListener("link", ({ detail }) => detail.on && owed && refetch());
  document.addEventListener("visibilitychange", () => document.hidden || refetch());

  async function start() {
    const madeAt = await layNewest();
    const mine = (await kept()).filter((operation) => operation.task === task);
    for (const operation of mine.filter(({ ackedAt }) => ackedAt && ackedAt < madeAt)) forget(operation);
    since = mine.filter(({ ackedAt }) => !ackedAt || ackedAt >= madeAt);
    lay();
    if (since.some(({ ackedAt }) => ackedAt)) refetch();
  }

  /** Whether it is on the device. */
  async function send(asked) {
    try {
      begin(await post({ task, ...asked }));
      return true;
    } catch (problem) {
      notSaved(problem);
      return false;
    }
  }

  function begin(operation) {
    since.push(operation);
    lay();
  }

  /** What was refused did not happen; its words are on the strip already. */
  function answered({ operation, answer }) {
    news += 1;
    if (answer.ok) since = since.map((one) => (one.id === operation.id ? { ...one, ackedAt: Date.now() } : one));
    else since = since.filter(({ id }) => id !== operation.id);
    lay();
    if (since.every(({ ackedAt }) => ackedAt)) refetch();
  }

  function lay() {
    put(base);
    for (const { effects, ackedAt } of since) for (const effect of effects) apply(effect, Boolean(ackedAt));
    render();
  }

  /** A page out of the cache is as old as when it came; a document that came after it is laid over it. */
  async function layNewest() {
    const known = await newestOf(task);
    if (known && known.page === page) {
      base = known.html || base;
      return known.at;
    }
    const at = performance.timeOrigin || Date.now();
    await keepNewest({ task, page, at, html: "" });
    return at;
  }

  /** The document anew, until nothing came while it was on its way. */
  async function refetch() {
    news += 1;
    owed = true;
    if (fetching) return;
    fetching = true;
    try {
      while (owed) await layAnew();
    } catch (offline) {
      // still owed: asked for when the network is back
    } finally {
      fetching = false;
    }
  }

  async function layAnew() {
    const before = news;
    const at = Date.now();
    const response = await fetch(url, { headers: { "HX-Request": "true" } });
    const html = await response.text();
    if (before !== news) return;
    if (!response.ok || !put(html)) throw new Error(`no document, but ${response.status}`);
    owed = false;
    base = html;
    since = since.filter(({ ackedAt }) => !ackedAt);
    lay();
    await keepNewest({ task, page, at, html });
  }

  return { start, send, refetch, waits: () => since.filter(({ ackedAt }) => !ackedAt).length };
}
