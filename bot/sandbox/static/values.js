// What stands in the fields of a message or a view, as plain values.
import { all, made } from "/sandbox/static/dom.js";
import { richText } from "/sandbox/static/rich.js";

const HOLDING = "[data-kind]:not(button, a)";

export function valueOf(field) {
  const kind = field.dataset.kind;
  if (field.classList.contains("combo")) {
    const values = all(".chosen", field).map((chip) => chip.dataset.value);
    return "single" in field.dataset ? values[0] ?? null : values;
  }
  if (kind === "radio_buttons") return field.querySelector("input:checked")?.value ?? null;
  if (kind === "checkboxes") return all("input:checked", field).map((box) => box.value);
  if (kind === "datetimepicker") return field.value ? Math.floor(new Date(field.value).getTime() / 1000) : null;
  if (kind === "rich_text_input") return richText(field);
  if (kind === "file_input") return field.loaded ?? [];
  return field.value === "" ? null : field.value;
}

export function entered(form) {
  const values = {};
  for (const field of all(HOLDING, form)) (values[field.dataset.blockId] ??= {})[field.dataset.actionId] = valueOf(field);
  return values;
}

export async function loaded(files) {
  return Promise.all([...files].map(async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { name: file.name, base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
  }));
}

export function fieldErrors(form, errors) {
  for (const block of all("[data-input-block]", form)) {
    const line = block.querySelector(".field-error");
    const text = errors[block.dataset.inputBlock];
    line.hidden = !text;
    line.textContent = text || "";
    line.id ||= `error-${Math.random().toString(36).slice(2)}`;
    const field = block.querySelector("[data-action-id] [role=combobox], [data-action-id]");
    for (const [name, value] of [["aria-invalid", "true"], ["aria-describedby", line.id]]) {
      if (text) field.setAttribute(name, value);
      else field.removeAttribute(name);
    }
  }
  form.querySelector("[aria-invalid]")?.focus();
}

// Names of the files that a field of a form holds
export function named(field) {
  const list = field.parentNode.querySelector(".file-names") ?? field.parentNode.appendChild(made("span", { className: "file-names soft" }));
  list.textContent = (field.loaded ?? []).map((file) => file.name).join(", ");
}
