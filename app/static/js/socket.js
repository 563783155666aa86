// Nudges: the server says that something changed, the page asks for it again. Lost or doubled, both are harmless.

/** A socket that passes each nudge on as an event of the document, and says whether it is there. */
export async function startSocket() {
  await new Promise((idle) => requestIdleCallback(idle, { timeout: 2000 })); // the page is drawn first
  const { io } = await import("../vendor/socket.io.esm.min.js").catch(() => ({}));
  if (!io) return; // no network, and none of the app's files on this device: the next page tries again
  const socket = io({ transports: ["websocket"], reconnectionDelayMax: 15000 });
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  socket.on("connect", () => tell("socket", { on: true }));
  socket.on("disconnect", () => tell("socket", { on: false }));
  socket.onAny((name) => tell("nudge", { name }));
}
