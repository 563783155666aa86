// Nudges: the server says that something changed, the page asks for it again. Lost or doubled, both are harmless.

/** A socket that passes each nudge on as an event of the document, and says whether it is there. */
export function startSocket() {
  if (!window.io) return;
  const socket = window.io({ transports: ["websocket"], reconnectionDelayMax: 15000 });
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  socket.on("connect", () => tell("socket", { on: true }));
  socket.on("disconnect", () => tell("socket", { on: false }));
  socket.onAny((name) => tell("nudge", { name }));
}
