// Makes a part of the page equal to new HTML with the fewest changes, so that focus, open menus,
// folded cards, what was typed and the scroll position stay.
const KEPT = new Set(["open", "aria-expanded", "aria-invalid", "aria-describedby", "aria-controls"]);

function keyOf(node) { return node.dataset?.key ?? ""; }
function alike(old, fresh) {
  return old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && keyOf(old) === keyOf(fresh);
}

// An island changes itself after it was drawn (a table that was sorted, a menu with chips): it is kept as it is
// until the server draws it differently.
function landed(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return node;
  for (const island of [node, ...node.querySelectorAll("[data-island]")]) {
    if ("island" in island.dataset) island.source = island.outerHTML;
  }
  return node;
}

function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !KEPT.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (!KEPT.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

function morph(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
  } else if ("island" in old.dataset) {
    if (old.source !== fresh.outerHTML) old.replaceWith(landed(fresh));
  } else {
    attributes(old, fresh);
    children(old, fresh);
  }
}

function children(old, fresh) {
  const keyed = new Map([...old.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let next = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    const match = keyOf(node) ? keyed.get(keyOf(node)) : next;
    if (match && alike(match, node)) {
      if (match === next) next = next.nextSibling;
      else old.insertBefore(match, next);
      morph(match, node);
    } else {
      old.insertBefore(landed(node), next);
    }
  }
  while (next) { const gone = next; next = next.nextSibling; gone.remove(); }
}

export function fill(box, html) {
  if (box.rendered === html) return false;
  const template = document.createElement("template");
  template.innerHTML = html;
  children(box, template.content);
  box.rendered = html;
  return true;
}

// Keyed parts: each is looked at only when its HTML differs. Returns what was added.
export function patch(box, parts) {
  const old = new Map([...box.children].map((child) => [child.dataset.key, child]));
  const added = [];
  let before = null;
  for (const { key, html } of parts) {
    let child = old.get(key);
    old.delete(key);
    if (!child) { child = document.createElement("div"); child.dataset.key = key; added.push(child); }
    fill(child, html);
    const wanted = before ? before.nextSibling : box.firstChild;
    if (child !== wanted) box.insertBefore(child, wanted);
    before = child;
  }
  for (const child of old.values()) child.remove();
  return added;
}
