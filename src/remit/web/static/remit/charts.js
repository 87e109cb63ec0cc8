// Draws the charts of a page: Vega-Lite specifications beside their tables. Expressions are
// interpreted, never compiled, so that the content security policy needs no "unsafe-eval".
(function () {
  "use strict";

  const views = new Map();

  function token(name) {
    return getComputedStyle(document.body).getPropertyValue(name).trim();
  }

  function look() {
    const type = getComputedStyle(document.body).fontFamily;
    const ink = token("--ink");
    const muted = token("--muted");
    const rule = token("--rule");
    const words = { labelFont: type, titleFont: type, labelFontSize: 13, titleFontSize: 13 };
    return {
      background: "transparent",
      font: type,
      view: { stroke: null },
      axis: {
        ...words, labelColor: muted, titleColor: muted, titleFontWeight: 400, domainColor: rule,
        gridColor: rule, tickColor: rule, titlePadding: 8, labelLimit: 220,
      },
      axisY: { domain: false, ticks: false },
      axisX: { grid: false },
      legend: { ...words, labelColor: ink, titleColor: muted, titleFontWeight: 400 },
      header: { ...words, labelColor: ink, titleColor: muted },
      text: { font: type, fontSize: 13, color: ink },
      title: { color: ink, font: type },
      bar: { color: token("--mark-1") },
      line: { color: token("--mark-1"), strokeWidth: 2.5 },
      point: { color: token("--mark-1"), filled: true, size: 60 },
      area: { color: token("--mark-1"), opacity: 0.25, line: false },
      rule: { color: ink },
      tick: { color: ink },
      errorbar: { color: ink, ticks: { color: ink } },
      errorband: { color: token("--mark-1"), opacity: 0.2 },
      range: {
        category: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => token("--mark-" + n)),
        ramp: [token("--accent-soft"), token("--accent")],
        heatmap: [token("--accent-soft"), token("--accent")],
      },
    };
  }

  function spec(drawing) {
    const given = JSON.parse(document.getElementById(drawing.dataset.chart).textContent);
    return {
      width: "container",
      autosize: { type: "fit-x", contains: "padding" },
      ...given,
    };
  }

  async function draw(drawing) {
    const before = views.get(drawing);
    if (before) before.finalize();
    const result = await vegaEmbed(drawing, spec(drawing), {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      ast: true,
      logLevel: vega.Error,
      config: look(),
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true, theme: "remit" },
    });
    views.set(drawing, result);
    const picture = drawing.querySelector("svg");
    if (picture) picture.setAttribute("aria-hidden", "true");
    for (const button of drawing.closest(".chart").querySelectorAll("[data-save]")) button.hidden = false;
  }

  async function drawAll() {
    await document.fonts.ready;
    for (const drawing of document.querySelectorAll("[data-chart]")) await draw(drawing);
  }

  async function save(button) {
    const chart = button.closest(".chart");
    const drawing = chart.querySelector("[data-chart]");
    const kind = button.dataset.save;
    const link = document.createElement("a");
    link.href = await views.get(drawing).view.toImageURL(kind, 2);
    link.download = chart.id + "." + kind;
    link.click();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save]");
    if (button) save(button);
  });
  document.addEventListener("remit:theme", drawAll);
  document.addEventListener("htmx:afterSettle", (event) => {
    for (const drawing of event.target.querySelectorAll("[data-chart]")) draw(drawing);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  drawAll();
})();
