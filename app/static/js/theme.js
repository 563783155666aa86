// Before anything is drawn: the theme that this device chose, if it chose one (dark, contrast).
(function () {
  try {
    var theme = localStorage.getItem("theme");
    if (theme) document.documentElement.setAttribute("data-theme", theme);
  } catch (refused) {
    // storage may be switched off; the system's own theme is used then
  }
})();
