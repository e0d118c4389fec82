// The emoji picker: for reactions, and for what one writes.
import { $, all, refocus } from "/sandbox/static/dom.js";
import { place } from "/sandbox/static/menus.js";
import { act, at } from "/sandbox/static/wire.js";

const picker = $("#emoji");
let chosen = () => {};
let opener = null;

export function pick(button, take) {
  opener = button;
  chosen = take;
  picker.showPopover();
  place(picker, button);
  $("#emoji-name").value = "";
  narrow();
  $("#emoji-name").focus();
}

function narrow() {
  const wanted = $("#emoji-name").value.trim().toLowerCase().replace(/^:|:$/g, "");
  for (const button of all("[data-emoji]", picker)) button.hidden = !button.dataset.emoji.includes(wanted.replace(/ /g, "_"));
}

function react(button, name) {
  act("react", { ts: button.closest("[data-ts]").dataset.ts, name, channel: at.channel });
}

function write(field, name) {
  field.setRangeText(`:${name}: `, field.selectionStart, field.selectionEnd, "end");
  field.focus();
}

$("#emoji-name").addEventListener("input", narrow);
$("#emoji-name").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  $("[data-emoji]:not([hidden])", picker)?.click();
});
picker.addEventListener("keydown", (event) => {
  const shown = all("[data-emoji]:not([hidden])", picker);
  const columns = Math.max(1, Math.floor($(".emoji-grid", picker).clientWidth / shown[0]?.offsetWidth));
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  const now = shown.indexOf(document.activeElement);
  if (by === undefined || (now < 0 && event.key !== "ArrowDown")) return;
  event.preventDefault();
  event.stopPropagation();
  shown[Math.max(0, Math.min(shown.length - 1, now < 0 ? 0 : now + by))]?.focus();
});
picker.addEventListener("toggle", (event) => { if (event.newState === "closed") refocus(opener); });
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { emoji, react: name, emojiFor } = button.dataset;
  if (emoji) { picker.hidePopover(); chosen(emoji); }
  else if (name) react(button, name);
  else if ("addReaction" in button.dataset) pick(button, (picked) => react(button, picked));
  else if (emojiFor) pick(button, (picked) => write($(`#${emojiFor}`), picked));
});
