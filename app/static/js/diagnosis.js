// What a scan of one of /setup's test codes says of the scanner: pure. Each finding is [words' key, values, good or bad].

const GTIN = "9521234567899";
const TEXT = "SHELFWAY-Test-128";
const ELEMENTS = /010952123456789910TEST7(.{0,8}?)3712/;
const GS = "\u001d";

/**
 * @param {import("./scanner.js").Scan} scan  with `apart` where the end key came as an event of its own
 * @param {{settle: number}} device
 * @returns {{findings: [string, object, "good" | "bad" | "do"][], wanted: Object<string, string | number>}} `wanted` are the settings that fit
 */
export function diagnose(scan, device) {
  const findings = [];
  const wanted = {};
  const note = (key, values = {}, kind = "good") => findings.push([key, values, kind]);
  note(`by_${scan.how}`, { signs: scan.raw.length, ms: scan.ms });
  judgeEnd(scan, device, note, wanted);
  if (scan.pause > device.settle / 2) {
    note("slow", scan, "bad");
    wanted.settle_ms = Math.min(5000, Math.ceil((scan.pause * 3) / 50) * 50);
  } else if (scan.how === "scanned") note("pause", scan);
  judgeText(scan.raw.replace(/[\r\n\t]+$/, "").replace(/\u241d/g, GS), note, wanted);
  return { findings, wanted };
}

function judgeEnd({ how, end, apart }, { settle }, note, wanted) {
  if (how !== "scanned" && how !== "committed") return;
  if (end) note(`end_${end.toLowerCase()}`);
  if (apart) note("end_apart");
  if (!end && how === "committed") note("end_needless");
  if (!end && how === "scanned") {
    note("end_none", { settle }, "bad");
    note("do_end", {}, "do");
  }
  wanted.terminator = how === "committed" ? "any" : end ? end.toLowerCase() : "none";
}

function judgeText(raw, note, wanted) {
  const mark = /^(.*?)(\][A-Za-z]\d)(?=0|9|S)/.exec(raw);
  const text = mark ? mark[1] + raw.slice(mark[0].length) : raw;
  const gs1 = ELEMENTS.exec(text);
  const core = gs1 ? gs1[0] : [TEXT, GTIN].find((known) => text.includes(known));
  if (!core) return judgeChanged(text, note);
  note(mark ? "mark" : "mark_none", { sign: mark && mark[2] });
  if (gs1) judgeSeparator(gs1[1], note, wanted);
  judgeAround(text.replace(/^\u001d/, ""), core, note, wanted);
}

function judgeSeparator(sign, note, wanted) {
  if (sign === GS) return note("gs");
  if (!sign) {
    note("gs_lost", {}, "bad");
    return note("do_gs", {}, "do");
  }
  if (sign.length > 1) return note("gs_several", { sign }, "bad");
  wanted.separator = sign;
  return note("gs_stand_in", { sign });
}

function judgeAround(text, core, note, wanted) {
  const at = text.indexOf(core);
  const around = { prefix: text.slice(0, at), suffix: text.slice(at + core.length) };
  for (const [name, sign] of Object.entries(around)) {
    wanted[name] = sign.trim().slice(0, 8);
    if (wanted[name]) note(name, { sign }, "bad");
  }
  if (around.prefix || around.suffix) note("do_affix", {}, "do");
}

function judgeChanged(text, note) {
  const swapped = Array.from(text, (sign) => (sign === sign.toUpperCase() ? sign.toLowerCase() : sign.toUpperCase())).join("");
  if (swapped.includes(TEXT)) return note("case", {}, "bad");
  const alike = /s.{0,2}h?elfwa.{1,3}est.128/i.test(text) || (/128\S*$/.test(text) && /elfwa/i.test(text));
  if (!alike) return note("none_of_ours", {}, "bad");
  note("changed", {}, "bad");
  return note("do_changed", {}, "do");
}
