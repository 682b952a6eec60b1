// The search of a static copy: shows those of the listed topics whose text has every word that is asked for.
"use strict";

(() => {
  const { topics, simplified } = self.salonTexts;
  const asked = new URLSearchParams(location.search);
  const page = document.getElementById("copy-search");
  const field = document.getElementById("q");

  const fold = (text) =>
    [...text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC").toLowerCase()].map((one) => simplified[one] ?? one).join("");

  // A phrase in quotes, or a word; a Latin word is found where a word of the text begins with it.
  const terms = (text) =>
    (fold(text).match(/"[^"]+"|\S+/gu) ?? [])
      .map((term) => term.replace(/["“”*]/gu, " ").replace(/[^\p{L}\p{N}]+/gu, " ").trim())
      .filter(Boolean);

  const prepared = new Map();
  const textOf = (id) => {
    if (!prepared.has(id)) {
      const [title, ...others] = topics[id].split("\n").map((line) => ` ${line.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `);
      prepared.set(id, { title, whole: title + others.join("\n") });
    }
    return prepared.get(id);
  };

  const stem = (word) => (/^[a-z]{4,}s$/.test(word) ? word.slice(0, -1) : word);
  const has = (text, term) =>
    /\p{Script=Han}/u.test(term) ? text.includes(term) || text.replaceAll(" ", "").includes(term.replaceAll(" ", "")) : text.includes(` ${stem(term)}`);

  const show = () => {
    const wanted = terms(field.value);
    const [year, track] = [asked.get("year"), asked.get("track")];
    let found = 0;
    for (const section of document.querySelectorAll("[data-year]")) {
      let shown = 0;
      for (const topic of section.querySelectorAll("[data-topic]")) {
        const { whole } = textOf(topic.dataset.topic);
        const fits = (!year || section.dataset.year === year) && (!track || topic.dataset.track === track) && wanted.every((term) => has(whole, term));
        topic.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      section.hidden = shown === 0;
      found += shown;
    }
    const told = document.getElementById("found");
    const pattern = found === 1 ? told.dataset.one : told.dataset.many;
    told.textContent = wanted.length || year || track ? pattern.replace("0", String(found)) + [year, track].filter(Boolean).map((one) => ` · ${one}`).join("") : "";
  };

  field.value = asked.get("q") ?? "";
  page.hidden = false;
  page.addEventListener("submit", (event) => {
    event.preventDefault();
    asked.set("q", field.value);
    history.replaceState(null, "", `?${asked}`);
    show();
  });
  field.addEventListener("input", show);
  show();
})();
