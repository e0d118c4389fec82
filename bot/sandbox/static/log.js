// Every call and delivery with its verdict, newest first; one opens to its request and answer.
import { $, all, made, toast } from "/sandbox/static/dom.js";
import { get } from "/sandbox/static/wire.js";

const LAST = 300;
const EVERY = 500; // milliseconds between two readings while much happens
const WAYS = { call: ["→", "from the app to Slack"], delivery: ["←", "from Slack to the app"] };
const drawn = new Map();
let kept = { entries: [], violations: [] };
let waiting = false;
let last = 0;

export async function readLog(options) {
  if (waiting || $("#log-pause").checked) return;
  waiting = true;
  await new Promise((resolve) => { setTimeout(resolve, Math.max(0, last + EVERY - performance.now())); });
  waiting = false;
  last = performance.now();
  kept = await get(`/sandbox/log?last=${LAST}`) ?? kept;
  $("#violation-count").textContent = kept.violations.length;
  $("#violation-count").hidden = kept.violations.length === 0;
  if (options.drawn) draw();
}

function refused(entry) { return entry.verdict !== "ok" && entry.verdict !== "pending"; }
const VERDICTS = { "": () => true, ok: (entry) => entry.verdict === "ok", pending: (entry) => entry.verdict === "pending", refused };

function draw() {
  const name = $("#log-name").value.trim().toLowerCase();
  const fits = VERDICTS[$("#log-verdict").value];
  const keys = new Map();
  const wanted = [];
  for (const entry of kept.entries) {
    const base = `${entry.at} ${entry.direction} ${entry.name}`;
    const count = (keys.get(base) ?? 0) + 1;
    keys.set(base, count);
    if (entry.name.toLowerCase().includes(name) && fits(entry)) wanted.push([`${base} ${count}`, entry]);
  }
  $("#log-count").textContent = `${wanted.length} of ${kept.entries.length}`;
  rows(wanted.reverse());
  violations();
}

function rows(wanted) {
  const gone = new Set(drawn.keys());
  const body = $("#log-rows");
  let before = null;
  for (const [key, entry] of wanted) {
    gone.delete(key);
    const row = drawn.get(key) ?? made("tr");
    drawn.set(key, row);
    if (row.entry?.verdict !== entry.verdict || row.entry?.seconds !== entry.seconds) write(row, entry);
    const place = before ? (before.detail ?? before).nextSibling : body.firstChild;
    if (row !== place) { body.insertBefore(row, place); if (row.detail) row.after(row.detail); }
    before = row;
  }
  for (const key of gone) { drawn.get(key).detail?.remove(); drawn.get(key).remove(); drawn.delete(key); }
}

function write(row, entry) {
  const open = Boolean(row.detail);
  row.entry = entry;
  row.className = refused(entry) ? "bad" : entry.verdict;
  const [arrow, words] = WAYS[entry.direction];
  const way = made("span", { textContent: arrow, role: "img", ariaLabel: words, title: words });
  const name = made("button", { type: "button", className: "log-name", textContent: entry.name, ariaExpanded: String(open) });
  row.onclick = () => unfold(row);
  const time = new Date(entry.at * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
  const cells = [time, way, name, entry.verdict, `${Math.round(entry.seconds * 1000)} ms`].map((inside) => made("td", {}, inside));
  cells.at(-1).className = "right";
  cells.at(3).className = "verdict";
  row.replaceChildren(...cells);
  if (open) { unfold(row); unfold(row); }
}

function unfold(row) {
  const button = $(".log-name", row);
  const held = document.activeElement === button;
  if (row.detail) { row.detail.remove(); row.detail = null; }
  else {
    row.detail = made("tr", { className: "log-detail" }, made("td", { colSpan: 5 }, detail(row.entry)));
    row.after(row.detail);
  }
  button.setAttribute("aria-expanded", String(Boolean(row.detail)));
  if (held) button.focus();
}

function detail(entry) {
  const tools = made("div", { className: "actions" });
  if (entry.direction === "call") tools.append(copier("Copy as curl", () => curl(entry)));
  tools.append(copier("Copy request", () => JSON.stringify(entry.request, null, 2)), copier("Copy answer", () => JSON.stringify(entry.answer, null, 2)));
  return made("div", {}, tools, part("Request", entry.request), part("Answer", entry.answer));
}
function part(title, value) {
  const pre = made("pre", { tabIndex: 0, ariaLabel: title });
  pre.append(...coloured(JSON.stringify(value, null, 2) ?? ""));
  return made("section", {}, made("h4", { textContent: title }), pre);
}

// JSON with its names, texts and numbers told apart
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\b/gi;
function* coloured(json) {
  let end = 0;
  for (const found of json.matchAll(TOKEN)) {
    yield json.slice(end, found.index);
    const kind = found[2] ? "json-name" : found[1] ? "json-text" : "json-value";
    yield made("span", { className: kind, textContent: found[1] ?? found[3] });
    end = found.index + (found[1] ?? found[3]).length;
  }
  yield json.slice(end);
}

const QUOTED = (text) => `'${text.replaceAll("'", "'\\''")}'`;
function curl(entry) {
  const { token: _, ...body } = entry.request ?? {};
  return [
    `curl -X POST ${QUOTED(`${location.origin}/api/${entry.name}`)}`,
    '-H "Authorization: Bearer $SLACK_BOT_TOKEN"',
    "-H 'Content-Type: application/json; charset=utf-8'",
    `-d ${QUOTED(JSON.stringify(body))}`,
  ].join(" \\\n  ");
}
function copier(label, text) {
  const button = made("button", { type: "button", className: "btn small", textContent: label });
  button.onclick = async () => {
    button.dataset.copied = text();
    await navigator.clipboard.writeText(text()).then(() => toast("Copied."), () => toast("The browser does not allow to copy here."));
  };
  return button;
}

function violations() {
  $("#violations").hidden = kept.violations.length === 0;
  $("ul", $("#violations")).replaceChildren(...kept.violations.map(({ method, error, messages }) => {
    const words = made("ul", {}, ...messages.map((message) => made("li", { textContent: message })));
    return made("li", {}, made("strong", { textContent: method }), ` ${error}`, words);
  }));
}

for (const filter of all("#log-name, #log-verdict")) filter.addEventListener("input", draw);
$("#log-pause").addEventListener("change", () => readLog({ drawn: true }));
