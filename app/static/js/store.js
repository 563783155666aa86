// What this device keeps until the server has it: operations in the order in which they were made; what was refused of
// them until somebody has seen it; the newest document of a walk.
import { openDB } from "../vendor/idb.js";

/**
 * @typedef {object} Operation
 * @property {string} id            made here when the scan happens, kept until it is acknowledged
 * @property {number} counter       its place in this device's order
 * @property {string} at            the device's time
 * @property {string} url
 * @property {Object<string, string>} fields
 * @property {string} shift         who scanned, signed by the server at sign-in
 * @property {string} by            the same, as a person reads it
 * @property {number} task
 * @property {string} about         where on the walk, in words
 * @property {string} [goods]       what to do with the goods if it is refused, in words
 * @property {import("./journal.js").Effect[]} effects
 * @property {number} [watched]     how long the picker waits for the answer before going on (ms)
 * @property {number} [ackedAt]     when the server's answer was here (device's time)
 *
 * @typedef {{task: number, page: string, at: number, html: string}} Newest
 *   `page`: the page's own mark; `at`: when the newest document was asked for (device's time); `html`: that document,
 *   empty where it is the page itself
 */

const database = openDB("shelfway", 2, {
  upgrade(db, from) {
    if (from < 1) db.createObjectStore("operations", { keyPath: "counter", autoIncrement: true }).createIndex("id", "id");
    db.createObjectStore("refusals", { autoIncrement: true });
    db.createObjectStore("newest", { keyPath: "task" });
    db.createObjectStore("leases");
  },
  blocking: (now, wanted, event) => event.target.close(), // a newer page must not wait for this one
});

/**
 * Keep an operation; when this returns, it is on the device's disk.
 * @param {Omit<Operation, "counter">} operation
 * @returns {Promise<Operation>}
 */
export async function keep(operation) {
  const db = await database;
  const writing = db.transaction("operations", "readwrite", { durability: "strict" });
  const counter = await writing.store.add(operation);
  await writing.done;
  return { ...operation, counter };
}

/** @returns {Promise<Operation[]>} all that is kept, in order */
export async function kept() {
  return (await database).getAll("operations");
}

/** @returns {Promise<Operation[]>} what the server has not acknowledged */
export async function waiting() {
  return (await kept()).filter((operation) => !operation.ackedAt);
}

/**
 * The server has it. It stays in the journal until a newer document of its walk is on the device.
 * @param {Operation} operation
 */
export async function acknowledge(operation) {
  await (await database).put("operations", { ...operation, ackedAt: Date.now() });
}

/** @param {Operation} operation */
export async function forget(operation) {
  await (await database).delete("operations", operation.counter);
}

/**
 * The server refused it: it leaves the queue in the same moment in which its refusal is kept.
 * @param {Operation} operation
 * @param {string} words  "" where nobody needs to read them later
 */
export async function keepRefusal(operation, words) {
  const writing = (await database).transaction(["operations", "refusals"], "readwrite", { durability: "strict" });
  writing.objectStore("operations").delete(operation.counter);
  if (words) writing.objectStore("refusals").add(words);
  await writing.done;
}

/** @returns {Promise<string[]>} what nobody has seen yet */
export async function refusals() {
  return (await database).getAll("refusals");
}

export async function forgetRefusals() {
  await (await database).clear("refusals");
}

/** @param {Newest} newest  the only one: this device is on one walk at a time */
export async function keepNewest(newest) {
  const writing = (await database).transaction("newest", "readwrite");
  writing.store.clear();
  writing.store.put(newest);
  await writing.done;
}

/** @param {number} task @returns {Promise<Newest | undefined>} */
export async function newestOf(task) {
  return (await database).get("newest", task);
}

/**
 * Take the right to send, for so long (ms); another page of this device that has it keeps it.
 * @param {string} holder
 * @param {number} time
 * @returns {Promise<boolean>}
 */
export async function lease(holder, time) {
  const writing = (await database).transaction("leases", "readwrite");
  const held = await writing.store.get("outbox");
  const left = held && held.holder !== holder ? held.until - Date.now() : 0;
  const free = left <= 0 || left > time; // the device's clock was set back
  if (free) writing.store.put({ holder, until: Date.now() + time }, "outbox");
  await writing.done;
  return free;
}
