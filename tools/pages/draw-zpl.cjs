// Draws labels as a printer would, with eight dots to the millimetre or as many as is said:  node draw-zpl.cjs LABELS.json FOLDER
// LABELS.json: [[name, zpl, width in mm, height in mm, dots], …]; each label becomes FOLDER/name-N.png.
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

async function main([, , list, folder]) {
  const { api } = await require("zpl-renderer-js").ready;
  for (const [name, zpl, width, height, dots = 8] of JSON.parse(readFileSync(list, "utf8"))) {
    const pictures = await api.zplToBase64MultipleAsync(zpl, width, height, dots);
    pictures.forEach((picture, index) => writeFileSync(join(folder, `${name}-${index}.png`), Buffer.from(picture, "base64")));
  }
  process.exit(0);
}

main(process.argv);
