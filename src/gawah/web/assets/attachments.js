// A region is drawn on the picture, and a time is taken from what plays. The page works without it.
"use strict";

for (const card of document.querySelectorAll(".attachment")) {
  const picture = card.querySelector(".picture"), region = card.querySelector("input[name=region]");
  if (picture && region) {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg"), rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of Object.entries({ class: "region drawing", viewBox: "0 0 1 1", preserveAspectRatio: "none" })) drawn.setAttribute(name, value);
    drawn.append(rect);
    picture.classList.add("pointed");
    let from = null;
    const at = (event) => {
      const box = picture.getBoundingClientRect(), share = (one) => Math.min(1, Math.max(0, one));
      return [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)];
    };
    picture.addEventListener("pointerdown", (event) => { from = at(event); picture.append(drawn); picture.setPointerCapture(event.pointerId); event.preventDefault(); });
    picture.addEventListener("pointermove", (event) => {
      if (!from) return;
      const [x, y] = at(event), left = Math.min(x, from[0]), top = Math.min(y, from[1]), width = Math.abs(x - from[0]), height = Math.abs(y - from[1]);
      for (const [name, value] of Object.entries({ x: left, y: top, width, height })) rect.setAttribute(name, value);
      if (width > 0.005 && height > 0.005) region.value = [left, top, width, height].map((one) => one.toFixed(3)).join(",");
    });
    picture.addEventListener("pointerup", () => {
      from = null;
      if (region.value) region.closest("details").open = true;
    });
  }
  const player = card.querySelector("video, audio");
  for (const field of player ? card.querySelectorAll("input[name=first], input[name=last]") : [])
    field.addEventListener("focus", () => { if (!field.value && player.currentTime) field.value = player.currentTime.toFixed(1); });
}
