// What this device keeps until the server has it: operations in the order in which they were made.
import { openDB } from "../vendor/idb.js";

/**
 * @typedef {object} Operation
 * @property {string} id            made here when the scan happens, kept until it is acknowledged
 * @property {number} counter       its place in this device's order
 * @property {string} at            the device's time
 * @property {string} url
 * @property {Object<string, string>} fields
 * @property {string} shift         who scanned, signed by the server at sign-in
 * @property {number} task
 * @property {string} about         where on the walk, in words
 * @property {import("./journal.js").Effect[]} effects
 * @property {number} [ackedAt]     when the server's answer was here (device's time)
 */

const database = openDB("shelfway", 1, {
  upgrade(db) {
    db.createObjectStore("operations", { keyPath: "counter", autoIncrement: true }).createIndex("id", "id");
  },
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
