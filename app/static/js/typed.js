// The number of a carton or waybill is typed where its label cannot be scanned.
import { offer } from "./scanner.js";
import { say } from "./words.js";

document.addEventListener("click", ({ target }) => target.closest("[data-types]") && type());

async function type() {
  const { askFor } = await import("./keys.js");
  askFor(say("type_label"), "", (text) => offer(text, "typed"));
}
