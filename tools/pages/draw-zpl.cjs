// Draws labels as a printer with eight dots to the millimetre would:  node draw-zpl.cjs LABELS.json FOLDER
// LABELS.json: [[name, zpl, width in mm, height in mm], …]; each label becomes FOLDER/name-N.png.
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

async function main([, , list, folder]) {
  const { api } = await require("zpl-renderer-js").ready;
  for (const [name, zpl, width, height] of JSON.parse(readFileSync(list, "utf8"))) {
    const pictures = await api.zplToBase64MultipleAsync(zpl, width, height, 8);
    pictures.forEach((picture, index) => writeFileSync(join(folder, `${name}-${index}.png`), Buffer.from(picture, "base64")));
  }
  process.exit(0);
}

main(process.argv);
