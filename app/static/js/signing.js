// The driver's signature, drawn with a finger or a pen; it goes with the form as a small picture.
const pad = document.getElementById("signing");

if (pad) begin();

function begin() {
  const field = document.getElementById("signature");
  const pen = pad.getContext("2d");
  let from = null;

  wipe();
  if (field.value) show(field.value);
  pad.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    if (pad.setPointerCapture) pad.setPointerCapture(event.pointerId);
    from = at(event);
    stroke(from);
  });
  pad.addEventListener("pointermove", (event) => from && stroke(at(event)));
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, lift);
  document.getElementById("signing-again").addEventListener("click", () => {
    wipe();
    field.value = "";
  });

  /** A white ground, so that it can be printed. */
  function wipe() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, pad.width, pad.height);
    Object.assign(pen, { strokeStyle: "#000", lineWidth: 4, lineCap: "round", lineJoin: "round" });
  }

  /** What was drawn before the page was refused. */
  function show(drawn) {
    const picture = new Image();
    picture.onload = () => pen.drawImage(picture, 0, 0);
    picture.src = drawn;
  }

  function at(event) {
    const box = pad.getBoundingClientRect();
    return { x: ((event.clientX - box.left) * pad.width) / box.width, y: ((event.clientY - box.top) * pad.height) / box.height };
  }

  function stroke(to) {
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x, to.y);
    pen.stroke();
    from = to;
  }

  function lift() {
    if (from) field.value = pad.toDataURL("image/png");
    from = null;
  }
}
