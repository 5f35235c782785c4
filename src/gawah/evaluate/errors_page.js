"use strict";
const form = document.getElementById("filters");
const shown = document.getElementById("shown");
const articles = [...document.querySelectorAll("#errors article")].map(
  (node) => ({ node, words: node.textContent.toLowerCase() }));
function filter() {
  const { field, kind, detail, words } = form.elements;
  const wanted = words.value.trim().toLowerCase();
  let count = 0;
  for (const { node, words: text } of articles) {
    const fits = (!field.value || node.dataset.field === field.value)
      && (!kind.value || node.dataset.kind === kind.value)
      && (!detail.value || node.dataset.detail === detail.value)
      && text.includes(wanted);
    node.hidden = !fits;
    count += fits;
  }
  shown.value = count === 1 ? "1 error" : count + " errors";
}
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
document.querySelector("table").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  form.elements.field.value = button.dataset.field;
  form.elements.kind.value = button.dataset.kind;
  form.elements.detail.value = "";
  filter();
  form.scrollIntoView();
});
filter();
