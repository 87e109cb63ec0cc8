// Small comforts. Every page works without them.
(function () {
  "use strict";

  const root = document.documentElement;

  function isTyping(target) {
    return target.closest("input, textarea, select, [contenteditable]");
  }

  // "/" goes to the search box.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.querySelector("[data-search]");
    if (!box || isTyping(event.target)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // Menus and drawers close by Escape, by a click elsewhere and by their own button.
  function close(details) {
    details.open = false;
    details.querySelector("summary").focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open], details.why[open]");
    if (open) close(open);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-close]");
    if (button) close(button.closest("details"));
    for (const open of document.querySelectorAll("details.menu[open], .drawers details.why[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  document.addEventListener("toggle", (event) => {
    if (!event.target.open || !event.target.matches(".drawers details.why")) return;
    const title = event.target.querySelector("[tabindex]");
    if (title && matchMedia("(min-width: 900px)").matches) title.focus();
  }, true);

  // Reasons are printed, open or not.
  const opened = new Set();
  addEventListener("beforeprint", () => {
    for (const why of document.querySelectorAll("details.why:not([open]):not(.figures *), details.chart-table:not([open])")) {
      why.open = true;
      opened.add(why);
    }
  });
  addEventListener("afterprint", () => {
    for (const why of opened) why.open = false;
    opened.clear();
  });

  // Light, dark, or what the system says.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    const choice = button.dataset.themeChoice;
    if (choice) root.dataset.theme = choice; else delete root.dataset.theme;
    try {
      if (choice) localStorage.setItem("remit-theme", choice); else localStorage.removeItem("remit-theme");
    } catch (refused) { /* the choice holds for this page */ }
    markTheme();
    document.dispatchEvent(new CustomEvent("remit:theme"));
  });

  function markTheme() {
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (root.dataset.theme || "")));
    }
  }
  markTheme();

  // Pages with charts fetch what draws them; other pages never do.
  function fetchCharts() {
    const first = document.querySelector("[data-chart-scripts]");
    if (!first || root.dataset.charts) return;
    root.dataset.charts = "fetched";
    for (const address of first.dataset.chartScripts.split(" ")) {
      const script = document.createElement("script");
      script.src = address;
      script.async = false;
      document.head.append(script);
    }
  }
  fetchCharts();
  document.addEventListener("htmx:afterSettle", fetchCharts);

  // A form that was sent is not sent twice by a second click.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });

  // An error summary and the message after a deed are read out first.
  const summary = document.querySelector("[data-first]");
  if (summary) summary.focus();

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
