// The map and the line of time: what is chosen on one narrows both, and the address holds it. The page works without it.
"use strict";

(() => {
  let map = null, shown = null, lands = null, countries = {}, asked = 0, placed = false;
  const SVG = "http://www.w3.org/2000/svg";

  // --- the address ---------------------------------------------------------------------------------------------------

  const query = () => new URLSearchParams(location.search);

  function narrow(changes) {
    const asks = query();
    for (const [name, value] of Object.entries(changes)) value === null ? asks.delete(name) : asks.set(name, value);
    asks.delete("after");
    open_(`/explore?${asks}`, true);
  }

  // Shows another view in place of this one: all but the map is drawn by the site.
  async function open_(address, push) {
    const answer = await fetch(address, { headers: { "HX-Request": "false" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const view = page.getElementById("view");
    if (!answer.ok || !view) { location.assign(address); return; }
    if (push) history.pushState(null, "", answer.redirected ? answer.url : address);
    for (const part of ["view"]) document.getElementById(part).replaceWith(document.adoptNode(view));
    const form = page.querySelector("form.find");
    if (form) document.querySelector("form.find").replaceWith(document.adoptNode(form));
    start();
  }

  window.addEventListener("popstate", () => open_(location.href, false));

  // --- the map -------------------------------------------------------------------------------------------------------

  function remember() {
    const asks = query(), at = map.getCenter();
    asks.set("at", `${at.lat.toFixed(3)},${at.lng.toFixed(3)},${map.getZoom()}`);
    history.replaceState(null, "", `${location.pathname}?${asks}`);
  }

  function look(place) {
    const at = query().get("at")?.split(",").map(Number);
    placed = at?.length === 3 && at.every(Number.isFinite);
    if (placed) map.setView([at[0], at[1]], at[2], { animate: false });
    else map.setView([20, 30], 2, { animate: false });
  }

  const say = (tag, words, parent) => { const part = document.createElement(tag); part.textContent = words; parent.append(part); return part; };

  function tell(one, words) {
    const box = document.createElement("div");
    if (one.id) {
      const link = say("a", one.title, say("p", "", box));
      link.href = `/incidents/${encodeURIComponent(one.id)}`;
      link.dir = "auto";
      say("p", [one.when, one.where].filter(Boolean).join(", "), box);
      if (one.radius_km) say("p", words.within.replace("%s", Math.max(1, Math.round(one.radius_km)).toLocaleString()), box);
    } else {
      say("strong", `${one.incidents.toLocaleString()} ${words.incidents}`, box);
    }
    if (one.killed?.[1]) {
      const [low, best, high] = one.killed;
      say("p", `${words.killed} ${best.toLocaleString()}${high > low ? ` (${low.toLocaleString()}–${high.toLocaleString()})` : ""}`, box);
    }
    return box;
  }

  function draw(told, words) {
    shown.clearLayers();
    for (const circle of told.circles) {
      const area = L.circle(circle.at, { radius: circle.radius_km * 1000, className: "halo" }).addTo(shown);
      area.bindPopup(() => tell(circle, words));
    }
    for (const cell of told.cells) cell.id ? drawOne(cell, words) : drawMany(cell, words);
    countries = told.countries;
    lands?.setStyle((land) => ({ className: "land" }));
    lands?.eachLayer((land) => {
      const held = countries[land.feature.properties.country];
      land.getElement()?.classList.toggle("held", Boolean(held));
      held ? land.bindTooltip(`${held.name}, ${words.area} ${held.incidents.toLocaleString()}`) : land.unbindTooltip();
    });
    const left = document.getElementById("map-left") ?? say("p", "", document.getElementById("map-told").parentNode);
    left.id = "map-left";
    left.textContent = told.left_out ? `${told.left_out.toLocaleString()} ${words.left}` : "";
  }

  function drawOne(cell, words) {
    const known = cell.precision === "exact" || cell.precision === "settlement";
    if (cell.radius_km) L.circle(cell.at, { radius: cell.radius_km * 1000, className: "halo", interactive: !known }).addTo(shown).bindPopup(() => tell(cell, words));
    if (!known) return;
    const icon = L.divIcon({ className: "", html: "", iconSize: [24, 24] });
    L.circleMarker(cell.at, { radius: 6, className: "dot", interactive: false }).addTo(shown);
    L.marker(cell.at, { icon, title: cell.title, alt: cell.title, keyboard: true }).addTo(shown).bindPopup(() => tell(cell, words));
  }

  function drawMany(cell, words) {
    const wide = Math.round(24 + 5.5 * Math.log10(cell.incidents));
    const number = cell.incidents.toLocaleString(), brief = cell.incidents < 10000 ? number : `${Math.round(cell.incidents / 1000)}k`;
    const icon = L.divIcon({ className: "count", html: brief, iconSize: [wide, wide] });
    const name = `${number} ${words.incidents}`;
    const marker = L.marker(cell.at, { icon, title: name, alt: name, keyboard: true }).addTo(shown);
    if (cell.spot || map.getZoom() >= map.getMaxZoom()) {
      marker.bindPopup(() => {
        const box = tell(cell, words), link = say("a", words.narrow, say("p", "", box));
        const asks = query();
        for (const gone of ["at", "box"]) asks.delete(gone);
        asks.set("near", cell.at.join(","));
        asks.set("within_km", "2");
        link.href = `/?${asks}`;
        return box;
      });
    } else {
      marker.on("click keypress", (event) => {
        if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
        map.setView(cell.at, Math.min(map.getZoom() + 3, map.getMaxZoom()));
      });
    }
  }

  async function load(words) {
    const turn = ++asked, asks = query(), bounds = map.getBounds();
    asks.delete("at");
    asks.set("zoom", map.getZoom());
    if (map.getZoom() > 3) asks.set("view", box(bounds.pad(0.3)));
    const answer = await fetch(`/explore/map.json?${asks}`);
    if (!answer.ok || turn !== asked) return;
    const told = await answer.json(), places = [...told.cells, ...told.circles].map((one) => one.at);
    if (!placed && places.length) {  // the first time, all of them are seen
      placed = true;
      const all = L.latLngBounds(places).pad(0.1);
      if (map.getBoundsZoom(all) > map.getZoom()) { map.fitBounds(all, { maxZoom: 7, animate: false }); return; }
    }
    draw(told, words);
  }

  function box(bounds) {
    const turn = (lon) => Math.max(-540, Math.min(540, lon)).toFixed(3), lat = (one) => Math.max(-90, Math.min(90, one)).toFixed(3);
    return [turn(bounds.getWest()), lat(bounds.getSouth()), turn(bounds.getEast()), lat(bounds.getNorth())].join(",");
  }

  async function drawLands() {
    const answer = await fetch("/explore/outlines.json");
    if (!answer.ok || !map) return;
    lands = L.geoJSON(await answer.json(), { style: { className: "land", weight: 0.6 }, interactive: true, bubblingMouseEvents: true }).addTo(map);
    lands.bringToBack();
    const svg = map.getPane("overlayPane").querySelector("svg");
    if (svg && !svg.querySelector("#hatched")) {
      const pattern = document.createElementNS(SVG, "pattern"), line = document.createElementNS(SVG, "path"), ground = document.createElementNS(SVG, "rect");
      for (const [name, value] of Object.entries({ id: "hatched", width: 7, height: 7, patternUnits: "userSpaceOnUse" })) pattern.setAttribute(name, value);
      for (const [name, value] of Object.entries({ width: 7, height: 7, class: "land", stroke: "none" })) ground.setAttribute(name, value);
      for (const [name, value] of Object.entries({ d: "M0 7L7 0", class: "halo" })) line.setAttribute(name, value);
      pattern.append(ground, line);
      svg.prepend(pattern);
    }
  }

  function startMap(holder) {
    map?.remove();
    holder.hidden = false;
    const words = holder.dataset;
    map = L.map(holder, { minZoom: 1, maxZoom: 13, worldCopyJump: true, attributionControl: false, zoomSnap: 1 });
    shown = L.layerGroup().addTo(map);
    look();
    L.control.scale({ imperial: false }).addTo(map);
    const here = L.control({ position: "topright" });
    here.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar"), button = say("button", words.here, bar);
      button.type = "button";
      button.className = "here";
      L.DomEvent.disableClickPropagation(bar);
      button.addEventListener("click", () => narrow({ box: box(map.getBounds()) }));
      return bar;
    };
    here.addTo(map);
    drawLands().then(() => load(words));
    map.on("moveend", () => { remember(); load(words); });
  }

  // --- the line of time ----------------------------------------------------------------------------------------------

  function startTime(holder) {
    const svg = holder.querySelector("svg"), columns = [...svg.querySelectorAll("a[data-period]")];
    document.getElementById("time-how").hidden = false;
    let from = null, moved = false;
    const mark = document.createElementNS(SVG, "rect");
    mark.setAttribute("class", "chosen");
    const find = (event) => {
      const x = event.clientX;
      return columns.reduce((best, one) => {
        const box = one.getBoundingClientRect(), away = Math.max(box.left - x, x - box.right, 0);
        return away < best[1] ? [one, away] : best;
      }, [columns[0], Infinity])[0];
    };
    const order = (one, other) => columns.indexOf(one) <= columns.indexOf(other) ? [one, other] : [other, one];
    svg.addEventListener("pointerdown", (event) => { if (event.button === 0 && event.pointerType !== "touch") { from = find(event); moved = false; event.preventDefault(); } });
    svg.addEventListener("pointermove", (event) => {
      if (!from) return;
      const [first, last] = order(from, find(event));
      moved ||= first !== last;
      const start = first.getBBox(), end = last.getBBox();
      for (const [name, value] of Object.entries({ x: start.x, y: 10, width: Math.max(end.x + end.width - start.x, 1), height: 190 })) mark.setAttribute(name, value);
      svg.append(mark);
    });
    window.addEventListener("pointerup", (event) => {
      if (!from) return;
      const [first, last] = order(from, find(event));
      from = null;
      mark.remove();
      narrow({ since: first.dataset.period, until: last.dataset.period, year: null });
    });
    svg.addEventListener("click", (event) => { if (event.target.closest("a[data-period]") && event.detail) event.preventDefault(); });
  }

  function start() {
    const holder = document.getElementById("map"), time = document.getElementById("time");
    if (holder && window.L) startMap(holder);
    if (time) startTime(time);
  }

  start();
})();
