import { startSocket } from "./socket.js";

// At a desk: htmx requests carry the token, a session that ended leads to the sign-in page.
document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = document.querySelector('meta[name="csrf-token"]').content;
});

// A part that is asked for again would take away what somebody is just choosing in it: it waits for the next nudge.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  const part = event.detail.elt;
  const focused = document.activeElement;
  if (part.matches("[data-live]") && part.contains(focused) && focused.closest("form")) event.preventDefault();
});

// A scan is understood whatever has the focus: what no field takes goes into the field that looks things up.
document.addEventListener("keydown", (event) => {
  const field = document.querySelector("[data-scan]");
  if (!field || event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.activeElement.matches("input, select, textarea")) return;
  field.value = "";
  field.focus();
});

// A nudge becomes an event of the page, and the parts that wait for it ask again.
document.addEventListener("nudge", ({ detail }) => document.body.dispatchEvent(new CustomEvent(detail.name)));
if (document.querySelector("[data-live]")) startSocket();
