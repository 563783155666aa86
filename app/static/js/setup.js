// /setup: shows what a scan brought and how, and puts the settings that fit into the form.
import { diagnose } from "./diagnosis.js";
import { feel } from "./feedback.js";

const words = JSON.parse(document.getElementById("setup-words").textContent);
const form = document.getElementById("keep");
const settings = form.elements;
const device = { settle: Number(document.body.dataset.settle) };
const CONTROLS = { "\u001d": `⟨${words.gs_sign}⟩`, "\t": "⟨Tab⟩", "\r": "⟨Enter⟩", "\n": "⟨Enter⟩" };
let latest = null;

document.addEventListener("scan", ({ detail }) => show({ ...detail }));
document.addEventListener("scanend", ({ detail }) => latest && show({ ...latest, end: detail.end, apart: true }));
document.addEventListener("misread", ({ detail }) => showMisread(detail));

const camera = document.querySelector("[data-camera]");
camera.hidden = !navigator.mediaDevices;
camera.addEventListener("click", () => import("./eye.js").then(({ openCamera }) => openCamera()));

function show(scan) {
  latest = scan;
  const { findings, wanted } = diagnose(scan, device);
  const known = findings.every(([key]) => key !== "none_of_ours" && key !== "changed" && key !== "case");
  feel(known ? "right" : "unknown");
  draw(scan.raw, findings);
  if (known) propose(wanted);
}

function showMisread({ why, raw = "" }) {
  draw(raw, [[why, {}, "bad"]]);
}

function draw(raw, findings) {
  document.getElementById("arrived").hidden = false;
  document.getElementById("nothing-yet").hidden = true;
  document.getElementById("arrived-raw").textContent = raw.replace(/[\u001d\t\r\n]/g, (sign) => CONTROLS[sign]);
  const list = document.getElementById("findings");
  list.textContent = "";
  const isGood = ([, , kind]) => kind === "good";
  const toDo = findings.filter((finding) => !isGood(finding));
  const all = [...(toDo.length ? toDo : [["fine", {}, "good"]]), ...findings.filter(isGood)];
  for (const [key, values, kind] of all) {
    const line = document.createElement("li");
    line.className = `finding finding--${kind}`;
    line.textContent = (words[key] || "").replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
    list.append(line);
  }
  document.getElementById("main").scrollTop = 0;
}

/** What fits goes into the fields; a device that is set so already needs nothing. */
function propose(wanted) {
  let differs = false;
  for (const [name, value] of Object.entries(wanted)) {
    const is = settings[name].value;
    const enough = name === "terminator" && is === "any" && value !== "none";
    if (String(value) === is || enough) continue;
    settings[name].value = String(value);
    differs = true;
  }
  if (differs) document.getElementById("use-these").hidden = false;
}
