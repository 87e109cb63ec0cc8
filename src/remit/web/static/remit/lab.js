// Sliders say their value while they move; the server answers once they rest.
(function () {
  "use strict";

  function told(input) {
    const value = Number(input.value);
    if (input.dataset.percent === "yes") return Math.round(100 * value) + "%";
    const digits = Math.abs(value) >= 20 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
    return (digits + " " + input.dataset.unit).trim();
  }

  document.addEventListener("input", (event) => {
    const input = event.target.closest("[data-levers] input[type=range]");
    if (!input) return;
    const lever = input.closest(".lever");
    lever.querySelector("output").textContent = told(input);
    lever.classList.add("moved");
  });

  // An answer brings the values of its drawings as JSON. htmx leaves out every script of what it
  // swaps in, also those that are nothing but data; they are put back before the drawings are made.
  let values = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "answer") return;
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    values = [...answer.querySelectorAll('script[type="application/json"]')];
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "answer") return;
    event.detail.target.append(...values.map((script) => document.importNode(script, true)));
    values = [];
  });
})();
