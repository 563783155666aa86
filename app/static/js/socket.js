// Nudges: the server says that something changed, the page asks for it again. Lost or doubled, both are harmless.

/** A socket that passes each nudge on as an event of the document. */
export function startSocket() {
  if (!window.io) return;
  const socket = window.io({ transports: ["websocket"], reconnectionDelayMax: 15000 });
  socket.on("connect", () => document.dispatchEvent(new CustomEvent("socket")));
  socket.onAny((name) => document.dispatchEvent(new CustomEvent("nudge", { detail: { name } })));
}
