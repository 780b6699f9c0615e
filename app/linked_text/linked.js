// The problem's text beside what it became. Everything shown is set as text, never as markup.
const familyClass = (family) => "f-" + (/^[a-z]+$/.test(family) ? family : "data");

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function isDark(node) {
  const probe = getComputedStyle(node).getPropertyValue("--st-background-color").trim();
  const hex = /^#([0-9a-f]{6})/i.exec(probe);
  if (!hex) return matchMedia("(prefers-color-scheme: dark)").matches;
  const value = parseInt(hex[1], 16);
  return 0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255) < 128;
}

function fillText(holder, data) {
  for (const one of data.stretches) {
    const span = element("span", "stretch", one.t);
    if (one.f) span.classList.add("marked", familyClass(one.f));
    if (one.d) span.classList.add("doubt");
    if (one.p.length) span.dataset.parts = JSON.stringify(one.p);
    if (one.n >= 0) {
      span.dataset.number = one.n;
      const places = data.numbers[one.n];
      if (places.length || one.u) span.classList.add("number");
      if (places.length) {
        span.tabIndex = 0;
        span.setAttribute("role", "button");
        span.setAttribute("aria-label", one.t + ", used in " + places.map((place) => place.title).join(", "));
      }
      if (one.u) {
        span.classList.add("unused");
        span.title = "Not used in the model";
      }
    }
    if (one.h) span.classList.add("clash");
    holder.append(span);
  }
}

function fillCards(holder, data, onSelect) {
  const numberOf = new Map();
  data.numbers.forEach((places, number) =>
    places.forEach((place) => {
      const key = place.part + "\n" + place.figure;
      if (!numberOf.has(key)) numberOf.set(key, []);
      numberOf.get(key).push(number);
    }));
  let group = "";
  for (const part of data.parts) {
    if (part.group !== group) {
      group = part.group;
      holder.append(element("h4", "group", group));
    }
    const card = element("div", "card " + familyClass(part.f));
    card.dataset.part = part.id;
    card.tabIndex = 0;
    card.setAttribute("role", "button");
    card.setAttribute("aria-pressed", String(part.id === data.selected));
    if (part.id === data.selected) card.classList.add("selected");
    const head = element("div", "head");
    head.append(element("span", "title", part.title), element("span", "kind", part.kind));
    card.append(head);
    for (const [label, pieces] of part.lines) {
      const line = element("div", "line");
      if (label) line.append(element("span", "label", label));
      const rule = element("span", "rule");
      for (const piece of pieces) {
        const made = element("span", piece.g ? "figure" : "", piece.t);
        const found = piece.g ? numberOf.get(part.id + "\n" + piece.g) : undefined;
        if (piece.g) made.dataset.numbers = JSON.stringify(found || []);
        if (found) made.classList.add("linked");
        rule.append(made);
      }
      line.append(rule);
      card.append(line);
    }
    const select = () => onSelect(part.id);
    card.addEventListener("click", select);
    card.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        select();
      }
    });
    holder.append(card);
  }
}

function fillLegend(holder, data) {
  for (const [family, title] of data.legend) {
    const item = element("span", "item " + familyClass(family));
    item.append(element("span", "swatch"), element("span", "", title));
    holder.append(item);
  }
  if (data.stretches.some((one) => one.u)) {
    const item = element("span", "item");
    item.append(element("span", "number unused", "9"), element("span", "", "Number not used"));
    holder.append(item);
  }
}

function link(root, data) {
  const numbers = [...root.querySelectorAll("[data-number]")];
  const figures = [...root.querySelectorAll("[data-numbers]")];
  const cards = [...root.querySelectorAll("[data-part]")];
  const texts = [...root.querySelectorAll("[data-parts]")];
  const clear = () => root.querySelectorAll(".on, .lit").forEach((one) => one.classList.remove("on", "lit"));
  const lightNumber = (number, scroll) => {
    clear();
    numbers.filter((one) => Number(one.dataset.number) === number).forEach((one) => one.classList.add("on"));
    const parts = new Set(data.numbers[number].map((place) => place.part));
    figures.filter((one) => JSON.parse(one.dataset.numbers).includes(number)).forEach((one) => one.classList.add("on"));
    const found = cards.filter((one) => parts.has(one.dataset.part));
    found.forEach((one) => one.classList.add("lit"));
    if (scroll && found.length) found[0].scrollIntoView({ block: "nearest", behavior: "smooth" });
  };
  const lightPart = (part) => {
    clear();
    cards.filter((one) => one.dataset.part === part).forEach((one) => one.classList.add("lit"));
    texts.filter((one) => JSON.parse(one.dataset.parts).includes(part)).forEach((one) => one.classList.add("lit"));
    numbers
      .filter((one) => data.numbers[Number(one.dataset.number)].some((place) => place.part === part))
      .forEach((one) => one.classList.add("on"));
  };
  const lit = (node, light) => {
    node.addEventListener("mouseenter", light);
    node.addEventListener("focus", light);
    node.addEventListener("mouseleave", clear);
    node.addEventListener("blur", clear);
  };
  for (const one of numbers) {
    const number = Number(one.dataset.number);
    if (!data.numbers[number].length) continue;
    lit(one, () => lightNumber(number, false));
    one.addEventListener("click", () => lightNumber(number, true));
  }
  for (const one of figures) {
    const first = JSON.parse(one.dataset.numbers)[0];
    if (first === undefined) continue;
    one.addEventListener("mouseenter", () => lightNumber(first, false));
    one.addEventListener("mouseleave", () => {
      const card = one.closest("[data-part]");
      if (card) lightPart(card.dataset.part);
    });
  }
  for (const one of cards) lit(one, () => lightPart(one.dataset.part));
  for (const one of texts) {
    if (one.dataset.number && data.numbers[Number(one.dataset.number)].length) continue;
    const part = JSON.parse(one.dataset.parts)[0];
    one.addEventListener("mouseenter", () => lightPart(part));
    one.addEventListener("mouseleave", clear);
    one.addEventListener("click", () =>
      cards.filter((card) => card.dataset.part === part)
        .forEach((card) => card.scrollIntoView({ block: "nearest", behavior: "smooth" })));
  }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".linked");
  if (!root || !data) return;
  root.classList.toggle("dark", isDark(root));
  root.classList.toggle("alone", data.parts.length === 0);
  const shown = JSON.stringify(data);
  if (root.dataset.shown === shown) return;
  root.dataset.shown = shown;
  const text = root.querySelector(".text");
  const cards = root.querySelector(".cards");
  const legend = root.querySelector(".legend");
  legend.replaceChildren();
  text.replaceChildren();
  cards.replaceChildren();
  fillLegend(legend, data);
  fillText(text, data);
  fillCards(cards, data, (id) => setTriggerValue("part", id));
  link(root, data);
}
