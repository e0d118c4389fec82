// What one does with what the app shows: buttons, fields, forms, shortcuts; always after its confirmation.
import { $, openDialog } from "/sandbox/static/dom.js";
import { entered, fieldErrors, loaded, named, valueOf } from "/sandbox/static/values.js";
import { show } from "/sandbox/static/view.js";
import { act, at, attempt } from "/sandbox/static/wire.js";

export function confirmed(asked) {
  const dialog = $("#confirm");
  for (const part of ["title", "text", "confirm", "deny"]) $(`#confirm-${part}`).innerHTML = asked[part]; // escaped by the server
  $("#confirm-confirm").className = `btn ${asked.style}`;
  openDialog(dialog);
  return new Promise((resolve) => {
    const end = (yes) => { dialog.onclose = null; dialog.close(); resolve(yes); };
    $("#confirm-confirm").onclick = () => end(true);
    $("#confirm-deny").onclick = () => end(false);
    dialog.onclose = () => resolve(false);
  });
}

async function press(element, value) {
  if (element.dataset.confirm && !(await confirmed(JSON.parse(element.dataset.confirm)))) return;
  const view = element.closest("[data-view-id]");
  const message = element.closest("[data-ts]");
  if (!view && !message) return;
  element.setAttribute("aria-busy", "true");
  const where = view ? view.dataset.viewId : message.dataset.ts;
  const values = entered(view || message);
  if (element.dataset.url) open(element.dataset.url, "_blank", "noopener");
  await act("click", { where, action_id: element.dataset.actionId, block_id: element.dataset.blockId, value, values });
  element.removeAttribute("aria-busy");
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("button, a");
  if (!target) return;
  const { actionId, value, shortcut, close, kind } = target.dataset;
  const message = target.closest("[data-ts]");
  if (actionId && kind) press(target, value || null);
  else if (shortcut) act("shortcut", message ? { callback_id: shortcut, ts: message.dataset.ts, channel: at.channel } : { callback_id: shortcut });
  else if (close !== undefined) act("close", { view_id: $("#modal-form").dataset.viewId });
});

document.addEventListener("change", async (event) => {
  const field = event.target.closest("[data-kind]");
  if (!field || field.matches("button, a")) return;
  if (field.dataset.kind === "file_input") {
    field.loaded = await loaded([...field.files].slice(0, Number(field.dataset.most)));
    named(field);
  }
  if (!("quiet" in field.dataset)) press(field, valueOf(field));
});
document.addEventListener("focusout", (event) => {
  const field = event.target.closest?.("[data-kind=rich_text_input]:not([data-quiet])");
  if (field) press(field, valueOf(field));
});

document.addEventListener("submit", async (event) => {
  if (event.target.id !== "modal-form") return;
  event.preventDefault();
  const form = event.target;
  const button = $("#modal-submit", form);
  if (button.disabled) return;
  button.disabled = true;
  const answer = await attempt("submit", { view_id: form.dataset.viewId, values: entered(form) });
  button.disabled = false;
  fieldErrors(form, answer.errors || {});
  const problem = $("#modal-error", form);
  problem.hidden = answer.ok;
  problem.textContent = answer.ok ? "" : "We had some trouble connecting. Try again?";
  show();
});
$("#modal").addEventListener("cancel", (event) => {
  event.preventDefault();
  act("close", { view_id: $("#modal-form").dataset.viewId });
});
