// A button that prints its page; the policy forbids it in the page itself.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
