// At a desk the function keys do what stands on the buttons that name them; none of them comes from a scanner.

document.addEventListener("keydown", (event) => {
  const button = /^F\d+$/.test(event.key) && document.querySelector(`[data-hotkey="${event.key}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
