// What lies over the stop when it is asked for: reasons, more, and what is asked.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener && opener.dataset.open === "preferences") return import("./choices.js").then(({ show }) => show());
  if (opener) return open(opener.dataset.open);
  if (event.target.closest("[data-close]")) return close();
});

/** @param {string} name */
export function open(name) {
  close();
  document.getElementById(name).hidden = false;
}

export function close() {
  for (const sheet of Array.from(document.querySelectorAll(".sheet"))) sheet.hidden = true;
}
