// The keyboard: arrows walk lists, Esc closes what is on top, Ctrl+K jumps.
import { $, all } from "/sandbox/static/dom.js";
import { closeDock } from "/sandbox/static/dock.js";
import { jump } from "/sandbox/static/dialogs.js";
import { look } from "/sandbox/static/view.js";
import { at } from "/sandbox/static/wire.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function walk(items, from, event) {
  const next = { Home: items[0], End: items.at(-1) }[event.key] ?? items[items.indexOf(from) + STEPS[event.key]];
  if (!next) return;
  event.preventDefault();
  for (const item of items) if (item.hasAttribute("tabindex")) item.tabIndex = item === next ? 0 : -1;
  next.focus();
}

function arrows(event) {
  if (!(event.key in STEPS) && !["Home", "End"].includes(event.key)) return;
  const { target } = event;
  const list = target.closest?.("#content, #thread-content");
  if (target.matches(".message")) walk(all(".message", list), target, event);
  else if (target === list && event.key === "ArrowUp") all(".message", list).at(-1)?.focus();
  else if (target.matches("#sidebar .place")) walk(all("#sidebar .place").filter((place) => place.offsetParent), target, event);
}

function escape(event) {
  if (event.defaultPrevented || $("dialog[open]") || $(":popover-open")) return;
  if (document.body.classList.contains("menu-open")) $("#menu").click();
  else if ($("#drawer").contains(event.target)) closeDock();
  else if (at.thread) look({ thread: "" });
  else closeDock();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); if (!$("dialog[open]")) jump(); return; }
  if (event.key === "Escape") escape(event);
  else arrows(event);
});
