// The page: shows what the server rendered, sends what the person does. No state but where one looks.
"use strict";
const $ = (selector, within = document) => within.querySelector(selector);
const query = new URLSearchParams(location.search);
const at = { who: query.get("as") || "rep", channel: "", tab: "messages", thread: "" };
const drafts = { files: [] };
let commands = [];

async function post(path, body = {}) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return answer.json();
}
async function act(operation, body) {
  const answer = await post(`/sandbox/${at.who}/${operation}`, body);
  if (!answer.ok) toast(answer.error === "not_answered" ? `${document.body.dataset.app} did not answer. ${answer.message}` : answer.message);
  return answer;
}
let toastTimer;
function toast(text) {
  const box = $("#toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, 6000);
}

// Showing: each keyed part is replaced only when its HTML differs, so that focus and open menus stay.
function patch(box, parts) {
  const old = new Map([...box.children].map((child) => [child.dataset.key, child]));
  const low = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
  let changed = false;
  let before = null;
  for (const { key, html } of parts) {
    let child = old.get(key);
    old.delete(key);
    if (!child) { child = document.createElement("div"); child.dataset.key = key; changed = true; }
    if (child.rendered !== html) { child.innerHTML = html; child.rendered = html; changed = true; }
    const wanted = before ? before.nextSibling : box.firstChild;
    if (child !== wanted) box.insertBefore(child, wanted);
    before = child;
  }
  for (const child of old.values()) { child.remove(); changed = true; }
  return changed && low;
}
function fill(box, html) { if (box.rendered !== html) { box.innerHTML = html; box.rendered = html; } }
function down(box) { box.scrollTop = box.scrollHeight; }

let showing = false;
let again = false;
async function show() {
  if (showing) { again = true; return; }
  showing = true;
  try {
    do { again = false; await showOnce(); } while (again);
  } finally { showing = false; }
}
async function showOnce() {
  const asked = { ...at };
  const answer = await fetch(`/sandbox/${at.who}/panes?${new URLSearchParams({ channel: at.channel, tab: at.tab, thread: at.thread })}`);
  if (!answer.ok) return;
  const panes = await answer.json();
  if (["who", "tab", "thread"].some((name) => asked[name] !== at[name]) || (asked.channel && asked.channel !== at.channel)) { again = true; return; }
  at.channel = panes.channel;
  commands = panes.commands;
  fill($("#sidebar"), panes.sidebar);
  $("#place-name").textContent = panes.name;
  $("#tabs").hidden = !panes.is_app;
  for (const tab of document.querySelectorAll("[data-tab]")) tab.setAttribute("aria-selected", String(tab.dataset.tab === at.tab));
  const place = `${at.who} ${at.channel} ${at.tab}`;
  const content = $("#content");
  const moved = content.place !== place;
  content.place = place;
  if (patch(content, panes.content) || moved) { if (at.tab === "home") content.scrollTop = moved ? 0 : content.scrollTop; else down(content); }
  const home = panes.is_app && at.tab === "home";
  $("#composer-form").hidden = home;
  $("#composer").placeholder = `Message ${panes.name}`;
  showThread(panes.thread);
  showStatus($("#status"), panes.status);
  showStatus($("#thread-status"), panes.thread_status);
  showPrompts(panes.prompts);
  $("#invite").hidden = !panes.invite;
  $("#invite-text").textContent = `${document.body.dataset.app} is not in this channel.`;
  showModal(panes.modal);
}
function showThread(parts) {
  $("#thread").hidden = !parts;
  document.body.classList.toggle("in-thread", Boolean(parts));
  if (parts && patch($("#thread-content"), parts)) down($("#thread-content"));
}
function showStatus(box, status) {
  const key = JSON.stringify(status);
  if (box.key === key) return;
  box.key = key;
  box.replaceChildren();
  if (!status) return;
  const text = document.createElement("span");
  text.className = "working";
  text.textContent = status.text;
  box.append(text);
  if (status.stop) {
    const stop = Object.assign(document.createElement("button"), { type: "button", className: "btn small", textContent: "Stop", id: "stop" });
    stop.onclick = () => act("stop", { thread_ts: status.stop, channel: at.channel });
    box.append(stop);
  }
}
function showPrompts(prompts) {
  const box = $("#prompts");
  box.replaceChildren(...prompts.map((prompt) => {
    const chip = Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: prompt.title });
    chip.onclick = () => send(prompt.message, "");
    return chip;
  }));
  box.hidden = prompts.length === 0;
}
function showModal(modal) {
  const dialog = $("#modal");
  if (!modal) { if (dialog.open) dialog.close(); dialog.key = null; return; }
  if (dialog.key !== modal.key) {
    const same = dialog.key && dialog.key.split(" ")[0] === modal.key.split(" ")[0];
    const kept = same ? entered($("#modal-form")) : null;
    const top = same ? $(".modal-body", dialog).scrollTop : 0;
    dialog.key = modal.key;
    dialog.innerHTML = modal.html;
    if (kept) restore($("#modal-form"), kept);
    $(".modal-body", dialog).scrollTop = top;
  }
  if (!dialog.open) { dialog.showModal(); const first = $(".modal-body input, .modal-body textarea, .modal-body select", dialog); if (first) first.focus(); }
}

// Values of fields
function valueOf(field) {
  const kind = field.dataset.kind;
  if (kind === "radio_buttons") return $("input:checked", field)?.value ?? null;
  if (kind === "checkboxes" || kind.startsWith("multi_")) return [...field.querySelectorAll("input:checked")].map((box) => box.value);
  if (kind === "datetimepicker") return field.value ? Math.floor(new Date(field.value).getTime() / 1000) : null;
  return field.value === "" ? null : field.value;
}
const HOLDING = "[data-kind]:not(button):not(a)";
function entered(form) {
  const values = {};
  for (const field of form.querySelectorAll(HOLDING)) (values[field.dataset.blockId] ??= {})[field.dataset.actionId] = valueOf(field);
  return values;
}
function restore(form, values) {
  for (const field of form.querySelectorAll(HOLDING)) {
    const value = values[field.dataset.blockId]?.[field.dataset.actionId];
    if (value === undefined || "value" in field === false || field.dataset.kind === "datetimepicker") continue;
    if (field.value === "" && value) field.value = value;
  }
}

// What the person does
async function send(text, thread) {
  const command = commands.find((name) => text === name || text.startsWith(`${name} `));
  if (command) { await act("command", { command, text: text.slice(command.length).trim(), channel: at.channel }); return; }
  if (text.startsWith("/")) { toast(`${text.split(" ")[0]} is not a valid command.`); return; }
  const files = thread ? [] : drafts.files;
  drafts.files = [];
  $("#attached").textContent = "";
  const answer = await act("send", { text, channel: at.channel, thread_ts: thread || null, files });
  if (answer.ok && !thread && $("#tabs").hidden === false) at.thread = answer.ts;
  show();
}
function composer(form, field, thread) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text && !drafts.files.length) return;
    field.value = "";
    grow(field);
    send(text, thread());
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  field.addEventListener("input", () => grow(field));
}
function grow(field) { field.rows = Math.min(8, field.value.split("\n").length); }
composer($("#composer-form"), $("#composer"), () => "");
composer($("#thread-form"), $("#thread-composer"), () => at.thread);
$("#attach").addEventListener("change", async (event) => {
  drafts.files = await Promise.all([...event.target.files].map(async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { name: file.name, base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
  }));
  $("#attached").textContent = drafts.files.map((file) => file.name).join(", ");
  event.target.value = "";
});

function confirmed(element) {
  if (!element.dataset.confirm) return Promise.resolve(true);
  const asked = JSON.parse(element.dataset.confirm);
  const dialog = $("#confirm");
  for (const part of ["title", "text", "confirm", "deny"]) $(`#confirm-${part}`).innerHTML = asked[part]; // escaped by the server
  $("#confirm-confirm").className = `btn ${asked.style}`;
  dialog.showModal();
  return new Promise((resolve) => {
    const end = (yes) => { dialog.onclose = null; dialog.close(); resolve(yes); };
    $("#confirm-confirm").onclick = () => end(true);
    $("#confirm-deny").onclick = () => end(false);
    dialog.onclose = () => resolve(false);
  });
}
async function press(element, value) {
  if (!(await confirmed(element))) return;
  const view = element.closest("[data-view-id]");
  const message = element.closest("[data-ts]");
  if (!view && !message) return;
  element.setAttribute("aria-busy", "true");
  const where = view ? view.dataset.viewId : message.dataset.ts;
  const values = entered(view || message);
  await act("click", { where, action_id: element.dataset.actionId, block_id: element.dataset.blockId, value, values });
  element.removeAttribute("aria-busy");
}
document.addEventListener("click", (event) => {
  const target = event.target.closest("button, a");
  if (!target) return;
  const data = target.dataset;
  if (target.href?.startsWith(document.body.dataset.archives)) { event.preventDefault(); follow(target.href); }
  if (data.actionId) { target.closest("details.overflow")?.removeAttribute("open"); press(target, data.value || null); }
  else if (data.channel) look({ channel: data.channel, tab: "messages", thread: "" });
  else if (data.userSwitch) { history.replaceState(null, "", `?as=${data.userSwitch}`); look({ who: data.userSwitch, channel: "", thread: "" }); }
  else if (data.tab) look({ tab: data.tab, thread: "" });
  else if (data.openThread) look({ thread: data.openThread });
  else if ("edit" in data) edit(target);
  else if ("delete" in data) remove(target);
  else if ("close" in data) act("close", { view_id: $("#modal-form").dataset.viewId });
});
document.addEventListener("change", (event) => {
  const field = event.target.closest("[data-kind]");
  if (!field || "quiet" in field.dataset || field.closest("button")) return;
  press(field, valueOf(field));
});
document.addEventListener("submit", async (event) => {
  if (event.target.id !== "modal-form") return;
  event.preventDefault();
  const form = event.target;
  const button = $("#modal-submit");
  button.disabled = true;
  button.classList.add("busy");
  const answer = await post(`/sandbox/${at.who}/submit`, { view_id: form.dataset.viewId, values: entered(form) });
  button.disabled = false;
  button.classList.remove("busy");
  fieldErrors(form, answer.errors || {});
  const problem = $("#modal-error");
  if (problem) { problem.hidden = answer.ok; problem.textContent = answer.ok ? "" : "We had some trouble connecting. Try again?"; }
  show();
});
function fieldErrors(form, errors) {
  for (const block of form.querySelectorAll("[data-input-block]")) {
    const line = $(".field-error", block);
    const text = errors[block.dataset.inputBlock];
    line.hidden = !text;
    line.textContent = text || "";
    const field = $("[data-action-id]", block);
    field.toggleAttribute("aria-invalid", Boolean(text));
  }
  $("[aria-invalid]", form)?.focus();
}
$("#modal").addEventListener("cancel", (event) => { event.preventDefault(); act("close", { view_id: $("#modal-form").dataset.viewId }); });

// A permalink leads to its thread on this page: the workspace's own address exists nowhere else
function follow(href) {
  const url = new URL(href);
  const [channel, name] = url.pathname.split("/").slice(-2);
  look({ channel, tab: "messages", thread: url.searchParams.get("thread_ts") || name.replace(/^p(\d+)(\d{6})$/, "$1.$2") });
}

// Edit and delete one's own messages
function edit(button) {
  const ts = button.closest("[data-ts]").dataset.ts;
  $("#edit-text").value = button.dataset.edit;
  $("#edit").showModal();
  $("#edit-cancel").onclick = () => $("#edit").close();
  $("#edit-form").onsubmit = (event) => {
    event.preventDefault();
    $("#edit").close();
    act("edit", { ts, text: $("#edit-text").value, channel: at.channel });
  };
}
async function remove(button) {
  const asked = { title: "Delete message", text: "This cannot be undone.", confirm: "Delete", deny: "Cancel", style: "danger" };
  if (await confirmed({ dataset: { confirm: JSON.stringify(asked) } })) act("delete", { ts: button.closest("[data-ts]").dataset.ts, channel: at.channel });
}
$("#invite-app").onclick = () => act("invite", { channel: at.channel });

function look(where) {
  const before = `${at.who} ${at.channel} ${at.tab}`;
  Object.assign(at, where);
  document.body.classList.remove("menu-open");
  $("#menu").setAttribute("aria-expanded", "false");
  show().then(() => { if (`${at.who} ${at.channel} ${at.tab}` !== before) announce(); });
}
function announce() { if (!$("#tabs").hidden) act("open", { tab: at.tab }); }
$("#thread-close").onclick = () => look({ thread: "" });
$("#menu").onclick = () => { const open = document.body.classList.toggle("menu-open"); $("#menu").setAttribute("aria-expanded", String(open)); };
$("#tabs").addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const tab = at.tab === "home" ? "messages" : "home";
  look({ tab, thread: "" });
  $(`#tab-${tab}`).focus();
});

// The bar: reset, faults, log
$("#reset").onclick = async () => {
  const asked = { title: "Reset the workspace?", text: "Every message, file and setting here is deleted.", confirm: "Reset", deny: "Cancel", style: "danger" };
  if (!(await confirmed({ dataset: { confirm: JSON.stringify(asked) } }))) return;
  await post("/sandbox/reset");
  Object.assign(at, { thread: "" });
  await show();
  announce();
};
function drawer(title, shown, other) {
  $("#drawer-title").textContent = title;
  $(shown).hidden = false;
  $(other).hidden = true;
  $("#drawer").showModal();
}
$("#faults").onclick = () => drawer("Faults", "#faults-form", "#log-body");
$("#log").onclick = async () => {
  $("#log-body").innerHTML = await (await fetch("/sandbox/log.html")).text();
  drawer("Log", "#log-body", "#faults-form");
};
$("#drawer-close").onclick = () => $("#drawer").close();
$("#faults-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  await post("/sandbox/faults", { method: form.get("method"), kind: form.get("kind"), after: form.has("after"), times: Number(form.get("times")), copies: Number(form.get("copies")) });
  $("#drawer").close();
  toast("The fault waits for its call.");
});

new EventSource("/sandbox/live").onmessage = () => show();
show().then(announce);
