// Before anything is drawn: the theme and the hand that this device chose (see preferences.js), and that a script runs.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var chosen = JSON.parse(localStorage.getItem("preferences") || "{}");
    if (chosen.theme) root.setAttribute("data-theme", chosen.theme);
    if (chosen.hand) root.setAttribute("data-hand", chosen.hand);
  } catch (refused) {
    // storage may be switched off; the system's own theme is used then
  }
})();
