// Where one writes: Enter sends, Shift+Enter is a new line, Up edits one's last message.
import { $, all } from "/sandbox/static/dom.js";
import { edit } from "/sandbox/static/dialogs.js";
import { loaded } from "/sandbox/static/values.js";
import { send } from "/sandbox/static/view.js";
import { at } from "/sandbox/static/wire.js";

let files = [];
const MOST_LINES = 8;

function grow(field) { field.rows = Math.min(MOST_LINES, field.value.split("\n").length); }
function attach(chosen) {
  files = chosen;
  $("#attached").textContent = files.map((file) => file.name).join(", ");
}

function composer(form, field, list, thread) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    const attached = thread() ? [] : files;
    if (!text && !attached.length) return;
    field.value = "";
    grow(field);
    if (!thread()) attach([]);
    send(text, thread(), attached);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
    if (event.key !== "ArrowUp" || field.value) return;
    const own = all("[data-edit]", list).at(-1);
    if (own) { event.preventDefault(); edit(own); }
  });
  field.addEventListener("input", () => grow(field));
}

composer($("#composer-form"), $("#composer"), $("#content"), () => "");
composer($("#thread-form"), $("#thread-composer"), $("#thread-content"), () => at.thread);
$("#attach").addEventListener("change", async (event) => {
  attach(await loaded(event.target.files));
  event.target.value = "";
  $("#composer").focus();
});
