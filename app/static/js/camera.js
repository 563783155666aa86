// The camera's page: reads codes from its picture and hands the first one to the page around it, then ends.
// The browser's own reader where there is one, else zxing, which is fetched only then.

const EVERY = 120;
const FORMATS = ["ean_13", "ean_8", "upc_a", "upc_e", "code_128", "code_39", "itf", "qr_code", "data_matrix"];
const picture = document.getElementById("picture");
const { decoder, wasm } = document.body.dataset;

start();

async function start() {
  if (!navigator.mediaDevices) return lack("insecure");
  try {
    picture.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
  } catch (refused) {
    return lack(refused.name === "NotAllowedError" ? "denied" : "missing");
  }
  addEventListener("pagehide", end);
  try {
    const reader = await readerOf();
    setTimeout(look, EVERY, reader);
  } catch (unreachable) {
    lack("decoder");
  }
}

async function readerOf() {
  const own = window.BarcodeDetector && (await window.BarcodeDetector.getSupportedFormats());
  if (own && own.length) return new window.BarcodeDetector({ formats: FORMATS.filter((format) => own.includes(format)) });
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    script.src = decoder;
    document.head.append(script);
  });
  const { BarcodeDetector, prepareZXingModule } = window.BarcodeDetectionAPI;
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  return new BarcodeDetector({ formats: FORMATS });
}

async function look(reader) {
  const found = picture.readyState >= 2 ? await reader.detect(picture).catch(() => []) : [];
  if (!found.length) return setTimeout(look, EVERY, reader);
  parent.postMessage({ kind: "camera", code: found[0].rawValue }, location.origin);
  return end();
}

function end() {
  for (const track of picture.srcObject.getTracks()) track.stop();
}

function lack(why) {
  document.getElementById("said").hidden = true;
  document.querySelector(`[data-lack=${why}]`).hidden = false;
}
