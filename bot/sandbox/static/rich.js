// A rich text field's content as Slack's rich_text block.
const STYLES = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", S: "strike", STRIKE: "strike", DEL: "strike", CODE: "code" };
const LISTS = { UL: "bullet", OL: "ordered" };
const LINES = new Set(["DIV", "P"]);

export function richText(field) {
  const blocks = [];
  let runs = [];
  const close = () => {
    while (runs.length && runs.at(-1).text === "\n") runs.pop();
    if (runs.length) blocks.push({ type: "rich_text_section", elements: runs });
    runs = [];
  };
  const walk = (node, style) => {
    if (node.nodeType === Node.TEXT_NODE) { add(runs, node.data, style); return; }
    if (node.nodeName === "BR") { add(runs, "\n", {}); return; }
    if (LISTS[node.nodeName]) {
      close();
      const first = blocks.length;
      for (const item of node.children) {
        for (const child of item.childNodes) walk(child, {});
        close();
      }
      const items = blocks.splice(first);
      if (items.length) blocks.push({ type: "rich_text_list", style: LISTS[node.nodeName], indent: 0, elements: items });
      return;
    }
    if (LINES.has(node.nodeName) && runs.length) add(runs, "\n", {});
    const inner = STYLES[node.nodeName] ? { ...style, [STYLES[node.nodeName]]: true } : style;
    for (const child of node.childNodes) walk(child, inner);
  };
  for (const child of field.childNodes) walk(child, {});
  close();
  return blocks.length ? { type: "rich_text", elements: blocks } : null;
}

function add(runs, text, style) {
  if (!text) return;
  const last = runs.at(-1);
  if (last && JSON.stringify(last.style ?? {}) === JSON.stringify(style)) last.text += text;
  else runs.push(Object.keys(style).length ? { type: "text", text, style } : { type: "text", text });
}

document.addEventListener("mousedown", (event) => { if (event.target.closest("[data-format]")) event.preventDefault(); });
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-format]");
  if (!button) return;
  const field = button.closest(".rich").querySelector(".rich-text");
  if (document.activeElement !== field) field.focus();
  document.execCommand(button.dataset.format);
});
document.addEventListener("paste", (event) => {
  if (!event.target.closest?.(".rich-text")) return;
  event.preventDefault();
  document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
});
