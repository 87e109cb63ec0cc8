// The reader's own choice of light or dark, set before the first paint.
(function () {
  try {
    var chosen = localStorage.getItem("remit-theme");
    if (chosen) document.documentElement.dataset.theme = chosen;
  } catch (refused) { /* storage is switched off: the system's preference holds */ }
  document.documentElement.classList.add("drawers");
})();
