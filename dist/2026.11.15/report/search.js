"use strict";
// The search page: quotes from data/*.js, filtered here, shown as text and never as markup; the address bar keeps
// what was asked. Nothing is fetched or sent.

const STEP = 50;
const FIELDS = ["words", "speaker", "outlet", "type", "cue", "sure"];
const COLUMNS = ["quote_id", "outlet", "speaker", "type", "cue", "cue_class", "reliable", "source", "content",
  "headline", "published_on", "document_id", "statement_id", "start", "end"];
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const MARKS = /\p{M}/gu;
const PLAIN = /^[\x00-\x7f\u00a0\u2010-\u2015…]*$/;

const names = {};
const quotes = [];
let found = [];
let shown = 0;

const element = (id) => document.getElementById(id);

// Case, accents and forms of quotation marks do not matter to a search. Decomposing is slow, and most text needs none.
function folded(text) {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  const marked = lower.replace(/[‘’‚‛]/g, "'").replace(/[“”„‟«»]/g, '"');
  return PLAIN.test(marked) ? marked : marked.normalize("NFKD").replace(MARKS, "");
}

// What does not print is named, as on the other pages.
function visible(text) {
  return text.replace(/[\t\n\r\v\f\x85\u2028\u2029]/g, " ")
    .replace(HIDDEN, (one) => "[U+" + one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "]");
}

function parallaxNames(packed) {
  Object.assign(names, JSON.parse(packed));
  names.folded = names.speakers.map((one) => folded(one[1]));
  const outlets = element("outlet");
  for (const name of names.outlets) outlets.append(new Option(visible(name), name));
  element("speakers").append(...names.speakers.map((one) => new Option("", one[1])));
  restore();
  element("filters").hidden = false;
}

function parallaxQuotes(packed) {
  for (const row of JSON.parse(packed)) {
    const [id, outlet, speaker, type, cueClass, reliable, at, page, content, cue, source, start, end] = row;
    quotes.push({ id, outlet, speaker, type, cueClass, reliable, at, page, content, cue, source, start, end,
      text: folded(cue ? content + "\n" + cue : content) });
  }
  // Parts that come later change what is told, and the list only where it is not full yet.
  if (shown < STEP) search();
  else { found = matching(asked()); tell(); }
}

function asked() {
  return Object.fromEntries(FIELDS.map((name) => [name, element(name).value.trim()]));
}

function restore() {
  const query = new URLSearchParams(location.search);
  for (const name of FIELDS) element(name).value = query.get(name) || "";
}

function remember(query) {
  const kept = new URLSearchParams(FIELDS.filter((name) => query[name]).map((name) => [name, query[name]]));
  history.replaceState(null, "", kept.size ? "?" + kept : location.pathname);
}

// Every word, or words in quotation marks as they stand.
function terms(words) {
  return [...folded(words).matchAll(/"([^"]+)"|([^\s"]+)/g)].map((one) => one[1] || one[2]);
}

function tests(query) {
  const made = [];
  const outlet = names.outlets.indexOf(query.outlet);
  if (query.outlet) made.push((one) => one.outlet === outlet);
  const type = names.types.indexOf(query.type);
  if (query.type) made.push((one) => one.type === type);
  const kind = names.classes.indexOf(query.cue), plain = names.classes.map((name) => names.plain.includes(name));
  if (query.cue === "coloured") made.push((one) => one.cueClass >= 0 && !plain[one.cueClass]);
  else if (query.cue) made.push((one) => one.cueClass === kind);
  if (query.sure) made.push((one) => one.reliable === Number(query.sure));
  if (query.speaker) {
    const part = folded(query.speaker);
    const meant = names.folded.map((name) => name.includes(part));
    made.push((one) => one.speaker >= 0 && meant[one.speaker]);
  }
  for (const term of terms(query.words)) made.push((one) => one.text.includes(term));
  return made;
}

function matching(query) {
  const every = tests(query);
  return every.length ? quotes.filter((one) => every.every((test) => test(one))) : quotes;
}

function search() {
  const query = asked();
  found = matching(query);
  remember(query);
  shown = 0;
  element("results").replaceChildren();
  more();
}

function more() {
  const next = found.slice(shown, shown + STEP);
  element("results").append(...next.map(item));
  shown += next.length;
  tell();
}

function tell() {
  element("more").hidden = shown >= found.length;
  const count = found.length.toLocaleString("en"), all = quotes.length.toLocaleString("en");
  element("told").textContent = found.length > shown
    ? `${count} of ${all} quotes; the first ${shown} are shown.` : `${count} of ${all} quotes.`;
  element("save").disabled = !found.length;
}

function made(tag, kind, ...content) {
  const node = document.createElement(tag);
  if (kind) node.className = kind;
  node.append(...content);
  return node;
}

function link(address, ...content) {
  const node = made("a", "", ...content);
  node.setAttribute("href", address);
  return node;
}

// The words that were searched for are set off where their letters fold one to one.
function setOff(text, wanted) {
  const plain = folded(text), parts = [];
  if (plain.length !== text.length || !wanted.length) return [visible(text)];
  let from = 0;
  while (from < text.length) {
    const places = wanted.map((term) => [plain.indexOf(term, from), term.length]).filter((one) => one[0] >= 0);
    if (!places.length) break;
    const [at, length] = places.reduce((one, other) => (other[0] < one[0] ? other : one));
    parts.push(visible(text.slice(from, at)), made("strong", "hit", visible(text.slice(at, at + length))));
    from = at + length;
  }
  return [...parts, visible(text.slice(from))];
}

function item(one) {
  const [id, headline, day] = names.documents[one.at];
  const type = names.types[one.type], kind = names.classes[one.cueClass];
  const swatch = made("span", "swatch");
  swatch.setAttribute("aria-hidden", "true");
  const meta = made("p", "meta", made("span", "how " + type, swatch, type), " ");
  if (one.cue) {
    const coloured = kind && !names.plain.includes(kind);
    const cue = made("span", "cue " + (coloured ? "coloured" : "plain"), made("bdi", "", visible(one.cue)));
    if (coloured) cue.append(" ", made("span", "class", kind));
    meta.append(cue, " ");
  }
  if (one.speaker >= 0) {
    const [speaker, name] = names.speakers[one.speaker];
    meta.append(made("span", "", "by ", link(`speaker/${speaker}.html`, visible(name))), " ");
  } else {
    meta.append(made("span", "quiet", "no speaker found"), " ");
  }
  meta.append(made("bdi", "outlet", visible(names.outlets[one.outlet])), " ");
  if (!one.reliable) meta.append(made("span", "tag", "less sure"), " ");
  if (one.page >= 0) meta.append(link(`statement/${names.pages[one.page]}.html`, "in several outlets"), " ");
  meta.append(link(`article/${id}.html#${one.id}`, "in the article" + (day ? ", " + day : "")));
  return made("li", "quote " + type, made("blockquote", "", ...setOff(one.content, terms(element("words").value))), meta);
}

// As in the CSV files of the release: quoted, and nothing that a spreadsheet would run.
function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = String(value);
  const guarded = text === "" || /^'*[=+\-@＝＋－＠\t\r\n]/.test(text) || /^'+$/.test(text) ? "'" + text : text;
  return '"' + guarded.replaceAll('"', '""') + '"';
}

function csv() {
  const rows = found.map((one) => {
    const [id, headline, day] = names.documents[one.at];
    const speaker = one.speaker < 0 ? null : names.speakers[one.speaker][1];
    return [one.id, names.outlets[one.outlet], speaker, names.types[one.type], one.cue,
      one.cueClass < 0 ? null : names.classes[one.cueClass], one.reliable ? "true" : "false", one.source,
      one.content, headline, day, id, one.page < 0 ? null : names.pages[one.page], one.start, one.end];
  });
  return [COLUMNS, ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
}

function save() {
  const address = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
  const anchor = link(address);
  anchor.download = "parallax-quotes.csv";
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

element("filters").addEventListener("submit", (event) => event.preventDefault());
element("filters").addEventListener("input", search);
element("filters").addEventListener("reset", () => setTimeout(search));
element("more").addEventListener("click", () => {
  const first = shown;
  more();
  element("results").children[first]?.querySelector("a")?.focus();
});
element("save").addEventListener("click", save);
addEventListener("popstate", () => { restore(); search(); });
