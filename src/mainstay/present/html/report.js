// What the report gains by a script: sorting, filtering, finding, and walking charts and the map by keys.
const page = document.documentElement;
page.classList.add("scripted");
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

// A cell's figure: its time, its number without the signs for people, or its text.
function figure(cell) {
  const time = cell.querySelector("time");
  if (time) return time.dateTime;
  const text = cell.textContent.trim();
  if (text === "–" || text === "") return null;
  const plain = text.replace(/[\s,%†]/g, "").replace("−", "-").replace(/^[+<>]/, "");
  if (plain === "" || !Number.isFinite(Number(plain))) return text.toLowerCase();
  return text.startsWith("<") ? Number(plain) / 2 : Number(plain);
}

// Figures before words, and what is not known at the end in either direction.
function compare(one, other, sign) {
  if (one === null || other === null) return (one === null) - (other === null);
  if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
  return sign * (typeof one === "number" ? one - other : one < other ? -1 : one > other ? 1 : 0);
}

function sort(table, head, index) {
  const down = head.getAttribute("aria-sort") !== "descending";
  const words = head.classList.contains("l");
  const direction = head.hasAttribute("aria-sort") ? (down ? "descending" : "ascending") : words ? "ascending" : "descending";
  all("th[aria-sort]", table.tHead).forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", direction);
  const body = table.tBodies[0];
  const sign = direction === "ascending" ? 1 : -1;
  const rows = [...body.rows].map((row, place) => ({ row, place, key: figure(row.cells[index]) }));
  rows.sort((one, other) => compare(one.key, other.key, sign) || one.place - other.place);
  body.append(...rows.map(({ row }) => row));
}

for (const table of all("table[id]")) {
  [...table.tHead.rows[0].cells].forEach((head, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, head, index));
  });
}

function filter(ident) {
  const table = document.getElementById(ident);
  const words = (document.querySelector(`[data-filter="${ident}"]`)?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const kind = document.querySelector(`[data-kind="${ident}"]`)?.value ?? "";
  const count = document.querySelector(`[data-count="${ident}"]`);
  let shown = 0;
  for (const row of table.tBodies[0].rows) {
    const text = row.textContent.toLowerCase();
    const fits = words.every((word) => text.includes(word)) && (!kind || row.cells[1].textContent === kind);
    row.hidden = !fits;
    shown += fits;
  }
  const total = table.tBodies[0].rows.length;
  count.value = shown === total ? `${total.toLocaleString("en")} ${count.dataset.what}${total === 1 ? "" : "s"}` : `${shown.toLocaleString("en")} of ${total.toLocaleString("en")}`;
}

for (const field of all("[data-filter], [data-kind]")) {
  const ident = field.dataset.filter ?? field.dataset.kind;
  field.addEventListener("input", () => filter(ident));
  filter(ident);
}

// Walking: one element of a group is in the Tab order; the arrow keys move that place on.
function walk(from, to) {
  if (!to) return;
  from.setAttribute("tabindex", "-1");
  to.setAttribute("tabindex", "0");
  to.focus();
}

for (const chart of all(".chart, .dots")) {
  const moments = all(".moment", chart);
  const rows = chart.matches(".dots") ? { ArrowUp: (at) => at - 1, ArrowDown: (at) => at + 1 } : {};
  const steps = { ...rows, ArrowLeft: (at) => at - 1, ArrowRight: (at) => at + 1, Home: () => 0, End: () => moments.length - 1 };
  chart.addEventListener("keydown", (event) => {
    const at = moments.indexOf(document.activeElement);
    if (at < 0 || !(event.key in steps)) return;
    event.preventDefault();
    walk(moments[at], moments[steps[event.key](at)]);
  });
}

const map = document.querySelector(".treemap");
if (map) {
  const tiles = all(".t", map);
  const told = document.getElementById("map-told");
  const tell = (event) => {
    const tile = event.target.closest(".t");
    if (tile) told.value = tile.querySelector("title").textContent;
  };
  map.addEventListener("pointerover", tell);
  map.addEventListener("focusin", tell);
  const middle = (tile) => {
    const box = tile.firstElementChild.nextElementSibling.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  map.addEventListener("keydown", (event) => {
    const tile = document.activeElement.closest(".t");
    const way = ways[event.key];
    if (!tile || !way) return;
    event.preventDefault();
    const [x, y] = middle(tile);
    let best = null;
    let least = Infinity;
    for (const other of tiles) {
      const [a, b] = middle(other);
      const along = (a - x) * way[0] + (b - y) * way[1];
      const beside = Math.abs((a - x) * way[1]) + Math.abs((b - y) * way[0]);
      if (along > 1 && along + 2 * beside < least) [best, least] = [other, along + 2 * beside];
    }
    walk(tile, best);
  });
}

// Finding: every file, folder and function that has a section here, by any words of its name.
const field = document.getElementById("find");
const list = document.getElementById("found");
let places = null;
let chosen = -1;

function known() {
  const rows = all("#t-folders tbody tr, #t-files tbody tr, #t-functions tbody tr");
  const seen = new Set();
  const found = [];
  for (const row of rows) {
    const link = row.querySelector("a");
    if (!link) continue;
    const name = row.cells[0].textContent;
    const text = row.cells[0].contains(link) ? name : `${name}  ${link.textContent}`;
    if (!seen.has(text)) found.push({ text, plain: text.toLowerCase(), address: link.getAttribute("href") });
    seen.add(text);
  }
  for (const head of all(".item > h3")) {
    const text = head.textContent;
    if (!seen.has(text)) found.push({ text, plain: text.toLowerCase(), address: `#${head.parentElement.id}` });
  }
  return found;
}

function choose(index) {
  const options = [...list.children];
  chosen = options.length ? (index + options.length) % options.length : -1;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
  if (chosen < 0) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", options[chosen].id);
  options[chosen].scrollIntoView({ block: "nearest" });
}

function close() {
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function open(address) {
  close();
  field.value = "";
  field.blur();
  location.hash = address;
}

function find() {
  places ??= known();
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return close();
  const hits = places.filter(({ plain }) => words.every((word) => plain.includes(word))).slice(0, 12);
  list.replaceChildren(
    ...hits.map(({ text, address }, index) => {
      const option = document.createElement("li");
      option.role = "option";
      option.id = `found-${index}`;
      option.textContent = text;
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => open(address));
      option.dataset.address = address;
      return option;
    }),
  );
  if (!hits.length) list.textContent = "Nothing in this report has that name.";
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
  choose(0);
}

field.addEventListener("input", find);
field.addEventListener("focus", find);
field.addEventListener("blur", close);
field.form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
    open(list.children[chosen].dataset.address);
  } else if (event.key === "Escape") {
    field.value = "";
    close();
  }
});

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "radio";
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// Times: how long ago by the reader's clock where that is what is meant, the exact one in the reader's zone everywhere.
const units = [["year", 31557600], ["month", 2629800], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });
for (const time of all(".live time")) {
  const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
  if (!Number.isFinite(seconds)) continue;
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= 1.5 * size) ?? units.at(-1);
  time.textContent = Math.abs(seconds) < 60 ? "just now" : relative.format(Math.round(seconds / length), unit);
}
document.addEventListener("pointerover", (event) => {
  const time = event.target.closest?.("time");
  const at = time && new Date(time.dateTime);
  if (at && !Number.isNaN(at.valueOf())) time.title = at.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "long" });
});
