// Goods that nobody knows are photographed: as they are kept aside, and later from their line.
const page = document.getElementById("receiving");

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-do=photograph]");
  if (button) photograph(button);
});
import("./photographs.js").catch(() => undefined); // on the device before the network goes

/** Photographs wait behind all else, so the goods are in the book when theirs comes. */
async function photograph({ form, dataset }) {
  const code = form ? form.dataset.code : dataset.code;
  const isCounted = !form || Number(form.elements.quantity.value) >= 1;
  if (form) form.requestSubmit(); // what is missing is said there
  if (!isCounted) return;
  page.dataset.number = page.dataset.about = code;
  (await import("./photographs.js")).take();
}
