// A report beside its record: what rests on which words is lit, and words that are selected are taken into the form that
// is filled in. The page works without it: values and words are links to each other, and words can be typed.
"use strict";

(() => {
  const page = document.getElementById("report");
  const words = () => document.getElementById("words");
  if (!page || !words()) return;

  // --- what is lit --------------------------------------------------------------------------------------------------

  const numbersOf = (one) => (one?.dataset.values ?? "").split(" ").filter(Boolean);

  function light(numbers, isContextToo) {
    for (const one of page.querySelectorAll(".lit, .lit-context")) one.classList.remove("lit", "lit-context");
    for (const one of page.querySelectorAll("[data-values]")) {
      const own = numbersOf(one);
      if (!numbers.some((number) => own.includes(number))) continue;
      const stated = (one.dataset.states ?? one.dataset.values).split(" ");
      if (numbers.some((number) => stated.includes(number))) one.classList.add("lit");
      else if (isContextToo) one.classList.add("lit-context");
    }
  }

  function lightOf(target) {
    const row = target.closest?.(".value, .gone li");
    if (row) { light(numbersOf(row), true); return true; }
    const piece = target.closest?.("[data-values]");
    if (piece) { light(piece.dataset.states !== undefined ? piece.dataset.states.split(" ") : numbersOf(piece), false); return true; }
    const event = target.closest?.("h3")?.closest(".event");
    if (event) { light([...event.querySelectorAll(":scope > .rows > .value")].flatMap(numbersOf), false); return true; }
    return false;
  }

  const lightFocused = () => lightOf(document.activeElement) || lightOf(page.querySelector("[data-row][aria-current]") ?? page) || light([], false);
  page.addEventListener("mouseover", (event) => { if (!lightOf(event.target)) lightFocused(); });
  page.addEventListener("mouseleave", lightFocused);

  function reveal(row) {
    const piece = [...words().querySelectorAll(".said")].find((one) => (one.dataset.states ?? "").split(" ").includes(numbersOf(row)[0]));
    if (!piece || !piece.getClientRects().length) return;
    const box = words();
    if (box.scrollHeight <= box.clientHeight) return;
    const inside = piece.getBoundingClientRect(), around = box.getBoundingClientRect();
    if (inside.top < around.top || inside.bottom > around.bottom) box.scrollTop += inside.top - around.top - around.height / 3;
  }

  page.addEventListener("focusin", (event) => {
    lightOf(event.target);
    const row = event.target.closest(".value");
    if (row && event.target === row) reveal(row);
  });

  // Going to a place in a folded paragraph unfolds it.
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const to = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const fold = to?.closest("details.graphic");
    if (fold) fold.open = true;
    if (to?.matches("[data-row]")) { event.preventDefault(); to.focus(); to.scrollIntoView({ block: "nearest" }); }
  });

  // --- selected words -----------------------------------------------------------------------------------------------

  let taken = null;  // { start, quote }: code points of the text before the words, and the words

  function measure(range) {
    const pieces = [...words().querySelectorAll("[data-start]")].filter((piece) => range.intersectsNode(piece));
    const parts = pieces.map((piece) => clip(range, piece)).filter((part) => part.quote);
    if (!parts.length) return null;
    let quote = parts[0].quote, end = parts[0].start + [...parts[0].quote].length;
    for (const part of parts.slice(1)) {
      quote += (part.start > end ? "\n" : "") + part.quote;
      end = part.start + [...part.quote].length;
    }
    const lead = quote.length - quote.trimStart().length;
    return quote.trim() ? { start: parts[0].start + [...quote.slice(0, lead)].length, quote: quote.trim() } : null;
  }

  // What of a piece lies in a range, and where that begins: offsets of a browser count UTF-16, those of the record code points.
  function clip(range, piece) {
    const part = document.createRange();
    part.selectNodeContents(piece);
    const before = part.cloneRange();
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    before.setEnd(part.startContainer, part.startOffset);
    return { start: Number(piece.dataset.start) + [...before.toString()].length, quote: part.toString() };
  }

  const openForm = () => {
    const forms = [...page.querySelectorAll("details[open] form")].filter((form) => form.querySelector("[data-proof]") && form.getClientRects().length);
    return forms.find((form) => form.closest("[data-row]")?.hasAttribute("aria-current")) ?? forms[0];
  };

  function fill(form) {
    if (!form || !taken) return;
    form.querySelector("[data-proof]").value = taken.quote;
    form.querySelector("[data-proof-start]").value = taken.start;
  }

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (selection.rangeCount && !selection.isCollapsed && words().contains(selection.anchorNode)) take(selection.getRangeAt(0));
  });

  function take(range) {
    taken = measure(range);
    const shown = document.getElementById("selected");
    shown.hidden = !taken;
    if (!taken) return;
    shown.querySelector("q").textContent = taken.quote;
    fill(openForm());
    tellTaken();
    clearTimeout(asking);
    asking = setTimeout(askAnew, 300);
  }

  // What the selected words say stands in the form for what was missed, as long as nobody has written anything there.
  let asking = null;

  function tellTaken() {
    const form = page.querySelector("#add form[data-choose]");
    if (!form || !taken) return;
    form.querySelector("[data-taken]").value = taken.quote;
    form.querySelector("[data-taken-start]").value = taken.start;
  }

  async function askAnew() {
    const form = page.querySelector("#add[open] form[data-choose]"), own = page.querySelector("#adding");
    if (!form || !own || own.dataset.touched || !taken || openForm() !== own) return;
    const asked = taken;
    const answer = await fetch(`${form.action.split("#")[0]}?${new URLSearchParams(new FormData(form))}`);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("adding");
    if (!fresh || own.dataset.touched || taken !== asked || !own.isConnected) return;
    for (const name of ["value", "speaker", "speaker_role"]) {
      const [here, there] = [own.elements[name], fresh.elements[name]];
      if (here && there) here.value = there.value;
    }
  }
  page.addEventListener("input", (event) => {  // typed by hand, words are looked for again
    if (event.target.form?.id === "adding" && !event.target.matches("[data-proof]")) event.target.form.dataset.touched = "yes";
    if (event.target.matches("[data-proof]")) event.target.form.querySelector("[data-proof-start]").value = "";
  });
  page.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.querySelector("[data-proof]")) fill(event.target.querySelector("form:has([data-proof])"));
    if (event.target.open && event.target.id === "add") { tellTaken(); askAnew(); }
  }, true);

  // --- selecting by keyboard: word by word, Shift for more ------------------------------------------------------------

  let chosen = null;  // { list: of words, from, to }
  let back = null;

  function listWords() {
    const nodes = [], walker = document.createTreeWalker(words(), NodeFilter.SHOW_TEXT);
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.closest("[data-start]") || !node.parentElement.getClientRects().length) continue;
      nodes.push({ node, at: text.length });
      text += node.data;
    }
    const list = [], segmenter = Intl.Segmenter && new Intl.Segmenter(words().lang || undefined, { granularity: "word" });
    const found = segmenter ? [...segmenter.segment(text)].filter((s) => s.isWordLike).map((s) => [s.index, s.index + s.segment.length])
      : [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((m) => [m.index, m.index + m[0].length]);
    const place = (at, isEnd) => {
      let n = nodes.length - 1;
      while (n > 0 && (isEnd ? nodes[n].at >= at : nodes[n].at > at)) n--;
      return [nodes[n].node, at - nodes[n].at];
    };
    for (const [from, to] of found) list.push({ start: place(from, false), end: place(to, true) });
    return list;
  }

  function show() {
    const { list, from, to } = chosen, [first, last] = [Math.min(from, to), Math.max(from, to)];
    const range = document.createRange();
    range.setStart(...list[first].start);
    range.setEnd(...list[last].end);
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    take(range);
    const box = words(), inside = range.getBoundingClientRect(), around = box.getBoundingClientRect();
    if (box.scrollHeight > box.clientHeight && (inside.top < around.top || inside.bottom > around.bottom)) box.scrollTop += inside.top - around.top - around.height / 3;
    else if (inside.top < 0 || inside.bottom > innerHeight) window.scrollBy(0, inside.top - innerHeight / 3);
  }

  function startChoosing() {
    back = document.activeElement;
    const row = document.activeElement?.closest?.("[data-row]") ?? page.querySelector("[data-row][aria-current]");
    const list = listWords();
    if (!list.length) return;
    const number = row && numbersOf(row)[0];
    const piece = number && [...words().querySelectorAll(".said")].find((one) => one.dataset.states?.split(" ").includes(number));
    const at = piece ? list.findIndex((word) => piece.contains(word.start[0])) : 0;
    chosen = { list, from: Math.max(at, 0), to: Math.max(at, 0) };
    words().focus();
    show();
  }

  words().addEventListener("keydown", onChoosing);
  function onChoosing(event) {
    if (event.target !== words() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!chosen) return;
    const isRight = getComputedStyle(words()).direction === "rtl" ? -1 : 1;
    const by = { ArrowRight: isRight, ArrowLeft: -isRight, ArrowDown: 10, ArrowUp: -10 }[event.key];
    if (by) {
      event.preventDefault();
      chosen.to = Math.min(Math.max(chosen.to + by, 0), chosen.list.length - 1);
      if (!event.shiftKey) chosen.from = chosen.to;
      show();
    } else if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      chosen = null;
      const form = openForm();
      if (event.key === "Enter" && form) { fill(form); (form.querySelector("[name=value]") ?? form).focus(); }
      else back?.isConnected && back.focus();
    }
  }

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select");
    if (event.altKey && event.key.toLowerCase() === "s" && isTyping && !event.ctrlKey) { event.preventDefault(); startChoosing(); }
    else if (event.key === "Enter" && event.target.matches?.("[data-row]")) {
      event.preventDefault();
      event.target.querySelector("a[href^='#t']")?.click();
    } else if (event.key === " " && event.target.matches?.("[data-row]")) {
      event.preventDefault();
      lightOf(event.target);
      reveal(event.target);
    }
  });
  page.addEventListener("click", (event) => { if (event.target.closest("[data-choose-words]")) startChoosing(); });
  const unhide = () => { for (const one of page.querySelectorAll(".scripted")) one.hidden = false; };
  unhide();

  // --- sending without leaving the place ----------------------------------------------------------------------------

  async function send(form, button) {
    const data = new URLSearchParams(new FormData(form, button));
    const isGet = form.method === "get";
    const url = isGet ? `${form.action.split("#")[0]}?${data}` : form.action;
    const answer = await fetch(url, isGet ? {} : { method: "POST", body: data });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("report");
    if (!fresh) { form.submit(); return; }
    const row = document.activeElement?.closest("[data-row]");
    renew(fresh, decodeURIComponent(new URL(answer.url).hash.slice(1)) || row?.id || "", isGet);
  }

  function renew(fresh, id, isChoosing) {
    const scrolled = words().scrollTop, from = window.scrollY;
    if (isChoosing) {
      page.querySelector("#add").replaceWith(fresh.querySelector("#add"));
      page.querySelector("#add").open = true;
      fill(page.querySelector("#adding"));
      page.querySelector("#adding [name=value]")?.focus();
      return;
    }
    for (const part of [".about", ".tools", "#words", "#record"]) page.querySelector(part).replaceWith(fresh.querySelector(part));
    words().addEventListener("keydown", onChoosing);
    unhide();
    taken = chosen = null;
    document.getElementById("selected").hidden = true;
    words().scrollTop = scrolled;
    window.scrollTo(0, from);
    const problem = page.querySelector("[role=alert]");
    const row = document.getElementById(id);
    if (row?.matches("[data-row]")) { row.setAttribute("aria-current", "true"); row.focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" }); }
    if (problem) problem.scrollIntoView({ block: "nearest" });
    tell(problem ? problem.textContent : row?.querySelector(".decision")?.textContent ?? "");
  }

  function tell(said) {
    const told = document.getElementById("told");
    told.textContent = said.trim().replace(/\s+/g, " ");
    setTimeout(() => { told.textContent = ""; }, 4000);
  }

  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-part], [data-choose]")) return;
    event.preventDefault();
    send(form, event.submitter).catch(() => form.submit());
  });
  page.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-choose]");
    if (form) form.requestSubmit();
  });
})();
