// Menus behind a button: opened in place, walked with the arrow keys, closed by Esc or a click elsewhere.
import { $, all } from "/sandbox/static/dom.js";

const EDGE = 8; // pixels that stay free at the window's edge

// Beside its anchor, inside the window
export function place(box, anchor, { wide = false } = {}) {
  const spot = anchor.getBoundingClientRect();
  if (wide) box.style.minWidth = `${spot.width}px`;
  const below = innerHeight - spot.bottom - EDGE;
  const above = below < box.offsetHeight && spot.top > below;
  box.style.top = `${above ? Math.max(EDGE, spot.top - box.offsetHeight - 2) : spot.bottom + 2}px`;
  box.style.left = `${Math.max(EDGE, Math.min(spot.left, innerWidth - box.offsetWidth - EDGE))}px`;
}

function menuOf(button) { return button.nextElementSibling; }

function open(button) {
  const menu = menuOf(button);
  const closed = (event) => { if (event.newState === "closed") button.setAttribute("aria-expanded", "false"); };
  menu.addEventListener("toggle", closed);
  menu.showPopover();
  place(menu, button);
  button.setAttribute("aria-expanded", "true");
  $("[role=menuitem]", menu)?.focus();
}

function walk(menu, step) {
  const items = all("[role=menuitem]:not([hidden])", menu);
  const now = items.indexOf(document.activeElement);
  items.at((now + step + items.length) % items.length).focus();
}

// The click on a menu's button closes it by itself; it must not open it again
let closing = null;
document.addEventListener("pointerdown", (event) => {
  const button = event.target.closest("[data-menu]");
  closing = button && menuOf(button).matches(":popover-open") ? button : null;
}, true);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-menu]");
  if (button && !(button === closing && event.detail)) open(button);
  const item = event.target.closest("[role=menuitem]");
  if (item) { const menu = item.closest(".menu"); menu.hidePopover(); menu.previousElementSibling.focus(); }
}, true);
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu");
  if (!menu) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) { event.preventDefault(); event.stopPropagation(); walk(menu, steps[event.key]); }
  if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); menu.hidePopover(); menu.previousElementSibling.focus(); }
  if (event.key === "Tab") menu.hidePopover();
}, true);
