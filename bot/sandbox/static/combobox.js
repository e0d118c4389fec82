// Menus with a search field: multi-selects with chips, and external selects that ask the app as one types.
import { $, all, made, toast } from "/sandbox/static/dom.js";
import { place } from "/sandbox/static/menus.js";
import { at, attempt } from "/sandbox/static/wire.js";

const WAIT = 250; // milliseconds without a key before the app is asked
let count = 0;

const parts = (field) => ({ input: $("[role=combobox]", field), list: $("[role=listbox]", field), chips: $(".chips", field) });
const single = (field) => "single" in field.dataset;
const external = (field) => "external" in field.dataset;
const shown = (list) => all("[role=option]:not([hidden])", list);

function open(field) {
  const { input, list } = parts(field);
  if (!list.matches(":popover-open")) {
    list.id ||= `options-${(count += 1)}`;
    input.setAttribute("aria-controls", list.id);
    list.showPopover();
    input.setAttribute("aria-expanded", "true");
    if (external(field)) ask(field);
    else narrow(field);
  }
  place(list, input, { wide: true });
}

function close(field) {
  const { input, list } = parts(field);
  if (list.matches(":popover-open")) list.hidePopover();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function narrow(field) {
  const { input, list } = parts(field);
  const wanted = input.value.trim().toLowerCase();
  for (const option of all("[role=option]", list)) option.hidden = !option.textContent.toLowerCase().includes(wanted);
  for (const group of all("[role=group]", list)) group.hidden = !$("[role=option]:not([hidden])", group);
  point(field, shown(list)[0]);
}

function point(field, option) {
  const { input, list } = parts(field);
  for (const other of all(".pointed", list)) other.classList.remove("pointed");
  if (!option) { input.removeAttribute("aria-activedescendant"); return; }
  option.id ||= `option-${(count += 1)}`;
  option.classList.add("pointed");
  option.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", option.id);
}

function step(field, by) {
  const options = shown(parts(field).list);
  const now = options.findIndex((option) => option.classList.contains("pointed"));
  if (options.length) point(field, options.at((now + by + options.length) % options.length));
}

// What the app offers for what was typed
async function ask(field) {
  const { input, list } = parts(field);
  const least = Number(field.dataset.external);
  if (input.value.trim().length < least) { say(list, least === 1 ? "Type to search" : `Type at least ${least} characters`); return; }
  say(list, "Searching…");
  const view = field.closest("[data-view-id]");
  const where = view ? view.dataset.viewId : field.closest("[data-ts]").dataset.ts;
  const asked = { where, action_id: field.dataset.actionId, block_id: field.dataset.blockId, text: input.value.trim() };
  const answer = await attempt("suggest", view ? asked : { ...asked, channel: at.channel });
  if (asked.text !== input.value.trim()) return;
  if (!answer.ok) { say(list, "Sorry, no options could be loaded."); return; }
  offer(field, answer);
}
function say(list, text) { list.replaceChildren(made("div", { className: "group-label", role: "presentation", textContent: text })); }

function option(field, { text, value }) {
  const item = made("div", { role: "option", textContent: text.text });
  item.dataset.value = value;
  item.setAttribute("aria-selected", String(Boolean(chosen(field, value))));
  return item;
}
function offer(field, { options, option_groups: groups }) {
  const { list } = parts(field);
  list.replaceChildren(...(options ?? []).map((one) => option(field, one)), ...(groups ?? []).map((group) => {
    const box = made("div", { role: "group", ariaLabel: group.label.text }, made("div", { className: "group-label", role: "presentation", textContent: group.label.text }));
    box.append(...group.options.map((one) => option(field, one)));
    return box;
  }));
  if (!shown(list).length) say(list, "No results");
  else point(field, shown(list)[0]);
  place(list, parts(field).input, { wide: true });
}

function chosen(field, value) { return all(".chosen", field).find((chip) => chip.dataset.value === value); }

function choose(field, item) {
  const { input, chips } = parts(field);
  const value = item.dataset.value;
  const there = chosen(field, value);
  const most = Number(field.dataset.most || Infinity);
  if (there && !single(field)) { drop(field, there); return; }
  if (single(field)) for (const chip of all(".chosen", chips)) chip.remove();
  else if (all(".chosen", chips).length >= most) { toast(`No more than ${most} can be chosen.`); return; }
  chips.append(chip(value, item.textContent));
  input.value = "";
  mark(field);
  if (single(field)) close(field);
  else if (!external(field)) narrow(field);
  changed(field);
}

function chip(value, label) {
  const remove = made("button", { type: "button", className: "drop", ariaLabel: `Remove ${label}`, textContent: "✕" });
  const item = made("li", { className: "chosen" }, label, remove);
  item.dataset.value = value;
  return item;
}

function drop(field, one) {
  one.remove();
  mark(field);
  changed(field);
  parts(field).input.focus();
}

function mark(field) {
  for (const item of all("[role=option]", field)) item.setAttribute("aria-selected", String(Boolean(chosen(field, item.dataset.value))));
}

function changed(field) { field.dispatchEvent(new Event("change", { bubbles: true })); }

const KEYS = {
  ArrowDown: (field) => { open(field); step(field, 1); },
  ArrowUp: (field) => { open(field); step(field, -1); },
  Enter: (field) => { const item = $(".pointed", field); if (item) choose(field, item); },
};

document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.(".combo");
  if (!field || event.target.getAttribute("role") !== "combobox") return;
  const { input, list } = parts(field);
  if (event.key in KEYS) { event.preventDefault(); event.stopPropagation(); KEYS[event.key](field); }
  if (event.key === "Escape" && list.matches(":popover-open")) { event.preventDefault(); event.stopPropagation(); close(field); }
  if (event.key === "Backspace" && !input.value) { const last = all(".chosen", field).at(-1); if (last) drop(field, last); }
}, true);
let timer;
document.addEventListener("input", (event) => {
  const field = event.target.closest?.(".combo");
  if (!field) return;
  open(field);
  if (!external(field)) { narrow(field); return; }
  clearTimeout(timer);
  timer = setTimeout(() => ask(field), WAIT);
});
document.addEventListener("click", (event) => {
  const field = event.target.closest(".combo");
  if (!field) return;
  const item = event.target.closest("[role=option]");
  if (event.target.closest(".drop")) drop(field, event.target.closest(".chosen"));
  else if (item) choose(field, item);
  else if (event.target.closest("[role=combobox]")) open(field);
});
document.addEventListener("mousedown", (event) => { if (event.target.closest(".combo [role=listbox]")) event.preventDefault(); });
document.addEventListener("focusout", (event) => { const field = event.target.closest?.(".combo"); if (field && !field.contains(event.relatedTarget)) close(field); });
// The list goes where its field goes
document.addEventListener("scroll", () => {
  const field = document.activeElement?.closest(".combo");
  if (field && $(":popover-open", field)) place(parts(field).list, parts(field).input, { wide: true });
}, true);
// What is typed to search is no value: only choosing changes the field
document.addEventListener("change", (event) => { if (event.target.matches?.(".combo input")) event.stopPropagation(); }, true);
