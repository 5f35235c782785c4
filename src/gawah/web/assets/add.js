// Files are dropped onto the form, and their names shown. The page works without it.
"use strict";

(() => {
  const drop = document.querySelector(".drop"), input = drop?.querySelector("input[type=file]"), chosen = drop?.querySelector(".chosen");
  if (!input) return;

  function show() {
    chosen.replaceChildren(...[...input.files].map((file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1000)).toLocaleString()} kB)`;
      return line;
    }));
  }

  input.addEventListener("change", show);
  for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    const all = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
    input.files = all.files;
    show();
  });
})();
