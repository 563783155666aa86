// Whether a badge opens the lock; loaded ahead of need.
import { meta } from "./outbox.js";

/** @param {string} badge @returns {Promise<boolean>} whether it is the badge of the worker of this page */
export async function isMine(badge) {
  const { lockSalt, lockHash } = document.body.dataset;
  if (!window.crypto.subtle) return asks(badge);
  return (await sha256(lockSalt + (await sha256(badge)))) === lockHash;
}

async function sha256(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** On plain HTTP the browser computes no hashes; the server tells. */
async function asks(badge) {
  try {
    const headers = { "X-CSRFToken": meta("csrf-token"), "HX-Request": "true" };
    return (await fetch("/unlocks", { method: "POST", headers, body: new URLSearchParams({ badge }) })).status === 204;
  } catch (offline) {
    return false;
  }
}
