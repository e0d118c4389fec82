// Small words for the document.
export const $ = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const app = document.body.dataset.app;

export function made(tag, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
}

let toastTimer;
export function toast(text) {
  const box = $("#toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, 6000);
}

// For those who listen: one line after the other, politely
export function announce(text) {
  const box = $("#announcer");
  box.append(made("p", { textContent: text.slice(0, 300) }));
  while (box.children.length > 5) box.firstChild.remove();
}

// Focus goes back to where it was when what took it is closed; a button that hid meanwhile lends it to its message
export function refocus(element) {
  if (!element?.isConnected) return;
  (element.checkVisibility({ visibilityProperty: true }) ? element : element.closest(".message"))?.focus();
}
export function openDialog(dialog) {
  const before = document.activeElement;
  dialog.addEventListener("close", () => refocus(before), { once: true });
  dialog.showModal();
}
