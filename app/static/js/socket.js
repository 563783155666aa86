// Nudges: the server says that something changed, the page asks for it again. Lost or doubled, both are harmless.

/** Listen to them, once the page is drawn. */
export async function startSocket() {
  await new Promise((idle) => requestIdleCallback(idle, { timeout: 2000 }));
  const { listen } = await import("./nudges.js").catch(() => ({}));
  if (listen) listen();
  else setTimeout(startSocket, 15000); // no network, and none of the app's files on this device
}
