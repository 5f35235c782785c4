// Going through the rows of a page by keyboard. Pages work without it.
//
//   <article data-row id="row-killed" tabindex="-1"> … <button data-key="a">Accept</button> … </article>
//
// j and k go to the next row and the one before. Any other key presses what is marked with it: in the
// row, else outside of all rows. A field so marked takes what is typed next; a fold opens at its first field. Escape
// goes from a field back to its row. ? opens what is marked data-keys, the list of keys; a box in it marked
// data-keys-switch turns them off. A row whose id the address names has the focus when the page opens.
"use strict";

(() => {
  const OFF = "gawah.keys.off";
  const TYPED = "input:not([type=checkbox],[type=radio],[type=submit],[type=button]), textarea, select, [contenteditable]";
  const FIELDS = "input:not([type=hidden]), textarea, select";

  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length > 0);
  const current = () => document.activeElement?.closest("[data-row]") ?? document.querySelector("[data-row][aria-current]");

  function enter(row) {
    for (const other of document.querySelectorAll("[data-row][aria-current]")) other.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = rows(), at = all.indexOf(current());
    const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
    if (all[to]) enter(all[to]);
  }

  function find(key) {
    const marked = `[data-key="${CSS.escape(key)}"]`;
    const shown = (scope, outside) => [...scope.querySelectorAll(marked)].find(
      (one) => one.getClientRects().length > 0 && !one.disabled && !(outside && one.closest("[data-row]")));
    const row = current();
    return (row && shown(row, false)) || shown(document, true);
  }

  function press(one) {
    const fold = one.matches("summary") ? one.parentElement : null;
    if (one.matches(TYPED)) { one.focus(); one.select?.(); return; }
    one.click();
    const field = fold?.open && fold.querySelector(FIELDS);
    if (field) { field.focus(); field.select?.(); }
  }

  function toggleList() {
    const list = document.querySelector("[data-keys]");
    if (!list) return;
    list.open = !list.open;
    if (list.open) { list.scrollIntoView({ block: "nearest" }); list.querySelector("summary").focus(); }
  }

  function read(key) { try { return localStorage.getItem(key); } catch { return null; } }
  function keep(key, value) { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* a private window */ } }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const typing = event.target.closest?.(TYPED);
    if (event.key === "Escape" && typing?.closest("[data-row]")) {
      const row = typing.closest("[data-row]");
      const fold = typing.closest("details");
      if (fold && row.contains(fold)) fold.open = false;
      enter(row);
      return;
    }
    if (typing || read(OFF)) return;
    const steps = { j: 1, k: -1 };
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "?") { event.preventDefault(); toggleList(); return; }
    if (key in steps && rows().length) { event.preventDefault(); step(steps[key]); return; }
    const one = key.length === 1 ? find(key) : null;
    if (one) { event.preventDefault(); press(one); }
  });

  // What a pointer or the tab key enters is the row that keys are for.
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || row.hasAttribute("aria-current")) return;
    for (const other of document.querySelectorAll("[data-row][aria-current]")) other.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
  });

  for (const box of document.querySelectorAll("[data-keys-switch]")) {
    box.checked = !read(OFF);
    box.closest("label").hidden = false;
    box.addEventListener("change", () => keep(OFF, box.checked ? "" : "yes"));
  }

  const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && named.matches("[data-row]")) enter(named);
})();
