// A question with a few answers, over whatever is on the screen; loaded when one is asked. A scan closes it.
import { say } from "./words.js";

/**
 * @param {string} title
 * @param {string[]} answers
 * @param {(index: number) => void} then
 */
export function choose(title, answers, then) {
  const sheet = document.createElement("section");
  sheet.className = "sheet choose";
  sheet.setAttribute("aria-label", title);
  const heading = document.createElement("h2");
  heading.className = "sheet__title";
  heading.textContent = title;
  const keys = document.createElement("div");
  keys.className = "sheet__keys";
  [...answers, say("back")].forEach((answer, index) => {
    const key = document.createElement("button");
    key.type = "button";
    key.textContent = answer;
    if (index === answers.length) {
      key.className = "sheet__back";
      key.prepend(document.querySelector(".sheet__back .icon").cloneNode(true), " ");
    }
    key.addEventListener("click", () => {
      sheet.remove();
      if (index < answers.length) then(index);
    });
    keys.append(key);
  });
  sheet.append(heading, keys);
  for (const old of Array.from(document.querySelectorAll(".choose"))) old.remove();
  document.getElementById("main").append(sheet);
}
