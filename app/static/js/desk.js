import { newId } from "./ids.js";
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

// What a form asked for has its outcome: what is sent from it next is another operation.
document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
  const field = detail.elt.elements && detail.elt.elements.operation_id;
  if (field && detail.xhr.getResponseHeader("Operation-Id") === field.value) field.value = newId();
});

// Everybody, or some by name: who ticks the one means no more the other.
document.addEventListener("change", ({ target }) => {
  const either = target.checked && target.closest("[data-either]");
  if (!either) return;
  for (const box of Array.from(either.querySelectorAll("input"))) if (box.name !== target.name) box.checked = false;
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
if (document.querySelector('[data-hx-trigger*="from:body"], [data-rows]')) startSocket();
if (document.getElementById("moves")) import("./moves.js");
