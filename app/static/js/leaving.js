// The way to an order or a manifest: what belongs to it, or its number, is scanned; the server knows whose it is.
import { feel } from "./feedback.js";
import { textOf, wrong } from "./say.js";
import { tell } from "./strip.js";
import { say } from "./words.js";

/** @param {string} finds  where to ask @param {Object<string, string>} scanned */
export async function leaveFor(finds, scanned) {
  tell("asking", say("looking_up"));
  try {
    const response = await fetch(`${finds}?${new URLSearchParams(scanned)}`, { headers: { Accept: "application/json" } });
    if (response.ok) return location.assign((await response.json()).url);
    const refusal = response.headers.get("Refusal");
    const kind = refusal === "shared_tote" ? "asking" : "wrong"; // the next scan answers it
    feel(kind);
    tell(kind, textOf(await response.text()));
    return refusal;
  } catch (offline) {
    return wrong(say("next_offline"));
  }
}
