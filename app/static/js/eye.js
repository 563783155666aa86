// The camera over the page, in a frame of its own; fetched when it is asked for. What it reads is a scan like any other.
import { offer } from "./scanner.js";
import { say } from "./words.js";

const frame = document.createElement("section");

addEventListener("message", ({ origin, source, data }) => {
  const inside = frame.querySelector("iframe");
  if (origin !== location.origin || !inside || source !== inside.contentWindow || !data || data.kind !== "camera") return;
  close();
  offer(String(data.code), "camera");
});
document.addEventListener("scan", close, true);

/** A wedge's scan, or the button, takes it away. */
export function openCamera() {
  close();
  const picture = document.createElement("iframe");
  picture.src = "/camera";
  picture.title = say("camera");
  picture.allow = "camera";
  picture.className = "eye__picture";
  const back = document.createElement("button");
  back.type = "button";
  back.className = "button button--wide";
  back.textContent = say("back");
  back.addEventListener("click", close);
  frame.className = "eye";
  frame.append(picture, back);
  document.body.append(frame);
}

function close() {
  frame.textContent = "";
  frame.remove();
}
