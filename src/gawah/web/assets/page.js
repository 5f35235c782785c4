// What every page does beside showing itself. Pages work without it.
"use strict";

// A choice that has its own button sends itself, and the button goes.
for (const form of document.querySelectorAll("form.language")) {
  form.querySelector("button").hidden = true;
  form.querySelector("select").addEventListener("change", () => form.submit());
}
