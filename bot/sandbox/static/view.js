// Shows where the person is looking: asks for the panes and puts each in its place.
import { $, all, announce, app, made, openDialog, toast } from "/sandbox/static/dom.js";
import { fill, patch } from "/sandbox/static/morph.js";
import { act, at, get } from "/sandbox/static/wire.js";

const BUSY = ".message[aria-busy=true]";
const NEAR = 80; // pixels from the end that still count as being there
export let commands = [];

let showing = false;
let again = false;
export async function show() {
  if (showing) { again = true; return; }
  showing = true;
  try {
    do { again = false; await showOnce(); } while (again);
  } finally { showing = false; }
}

async function showOnce() {
  const asked = { ...at };
  const panes = await get(`/sandbox/${at.who}/panes?${new URLSearchParams({ channel: at.channel, tab: at.tab, thread: at.thread })}`);
  if (!panes) return;
  if (["who", "tab", "thread"].some((name) => asked[name] !== at[name]) || (asked.channel && asked.channel !== at.channel)) { again = true; return; }
  at.channel = panes.channel;
  commands = panes.commands;
  fill($("#sidebar"), panes.sidebar);
  showHead(panes);
  showContent(panes);
  showThread(panes.thread);
  showStatus($("#status"), panes.status);
  showStatus($("#thread-status"), panes.thread_status);
  showPrompts(panes.prompts);
  showModal(panes.modal);
}

function showHead(panes) {
  const home = panes.is_app && at.tab === "home";
  const news = all(".place.unread").length;
  document.title = `${news ? `(${news}) ` : ""}${panes.name} · sandbox Slack`;
  $("#place-name").textContent = panes.name;
  $("#tabs").hidden = !panes.is_app;
  for (const tab of all("[data-tab]")) {
    tab.setAttribute("aria-selected", String(tab.dataset.tab === at.tab));
    tab.tabIndex = tab.dataset.tab === at.tab ? 0 : -1;
  }
  $("#channel-tools").hidden = panes.is_app || panes.archived;
  $("#invite-menu").hidden = !panes.invite;
  $("#share").hidden = panes.shared;
  $("#composer-form").hidden = home || panes.archived;
  $("#thread-form").hidden = panes.archived;
  $("#composer").placeholder = `Message ${panes.name}`;
  $("#invite").hidden = !panes.invite;
  $("#invite-text").textContent = `${app} is not in this channel.`;
  $("#archived").hidden = !panes.archived;
}

function showContent(panes) {
  const content = $("#content");
  const place = `${at.who} ${at.channel} ${at.tab}`;
  const moved = content.place !== place;
  content.place = place;
  refresh(content, panes.content, { moved, stays: at.tab === "home" });
}

// In a narrow window the thread lies over the conversation, which is then out of reach
const narrow = matchMedia("(max-width: 900px)");
narrow.addEventListener("change", () => show());
function showThread(parts) {
  const box = $("#thread-content");
  $("#thread").hidden = !parts;
  $(".main").inert = Boolean(parts) && narrow.matches;
  if (parts) refresh(box, parts, { moved: box.place !== at.thread, stays: false });
  box.place = parts ? at.thread : "";
}

// Lists that show their end go on showing it, whatever grows in them or around them
const atEnd = new Set();
for (const box of [$("#content"), $("#thread-content")]) {
  box.addEventListener("scroll", () => {
    if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR) { atEnd.add(box); $("#newer").hidden ||= box.id === "content"; }
    else atEnd.delete(box);
  });
  new ResizeObserver(() => { if (atEnd.has(box)) box.scrollTop = box.scrollHeight; }).observe(box);
}

// The list follows its end only for those who are there; others keep their place and are told.
function refresh(box, parts, { moved, stays }) {
  const low = atEnd.has(box);
  const writing = new Set(all(BUSY, box).map((message) => message.dataset.ts));
  const added = new Set(patch(box, parts));
  const others = all(".message", box).filter((message) => added.has(message.parentNode) && !$("[data-edit]", message));
  if (stays) { atEnd.delete(box); if (moved) box.scrollTop = 0; }
  else if (moved || low || box.follow) { atEnd.add(box); box.scrollTop = box.scrollHeight; }
  else if (others.length && box.id === "content") $("#newer").hidden = false;
  if (moved && box.id === "content") $("#newer").hidden = true;
  box.follow = false;
  const messages = all(".message", box);
  const written = messages.filter(({ dataset }) => writing.has(dataset.ts));
  if (!moved) for (const message of [...others, ...written]) tellOf(message);
  if (messages.length && !messages.some((message) => message.tabIndex === 0)) messages.at(-1).tabIndex = 0;
}
// A message that is still being written is read out when it is done
function tellOf(message) {
  if (!message.matches(BUSY)) announce(`${$(".author", message).textContent}: ${$(".message-content", message).innerText}`);
}

function showStatus(box, status) {
  const key = JSON.stringify(status);
  if (box.key === key) return;
  box.key = key;
  const held = box.contains(document.activeElement);
  box.replaceChildren();
  if (!status) return;
  box.append(made("span", { className: "working", textContent: status.text }));
  announce(status.text);
  if (!status.stop) return;
  const stop = made("button", { type: "button", className: "btn small", textContent: "Stop", id: "stop" });
  stop.onclick = () => act("stop", { thread_ts: status.stop, channel: at.channel });
  box.append(stop);
  if (held) stop.focus();
}

function showPrompts(prompts) {
  const box = $("#prompts");
  box.hidden = prompts.length === 0;
  patch(box, prompts.map(({ title, message }) => {
    const chip = made("button", { type: "button", className: "chip", textContent: title });
    chip.dataset.prompt = message;
    return { key: title, html: chip.outerHTML };
  }));
}

// Every view of the stack keeps its form, with what was typed, while it is below another.
const forms = new Map();
function showModal(modal) {
  const dialog = $("#modal");
  if (!modal) { forms.clear(); dialog.replaceChildren(); dialog.key = ""; if (dialog.open) dialog.close(); return; }
  const fresh = dialog.key !== modal.key;
  if (fresh) {
    dialog.key = modal.key;
    if (!forms.has(modal.key)) forms.set(modal.key, made("div", { className: "modal-frame" }));
    dialog.replaceChildren(forms.get(modal.key));
  }
  fill(forms.get(modal.key), modal.html);
  if (!dialog.open) openDialog(dialog);
  if (fresh) $("[autofocus], .modal-body :is(input, textarea, select, [contenteditable])", dialog)?.focus();
}

export function look(where) {
  const before = `${at.who} ${at.channel} ${at.tab}`;
  const thread = at.thread;
  Object.assign(at, where);
  if (document.body.classList.contains("menu-open")) $("#content").focus();
  document.body.classList.remove("menu-open");
  $("#menu").setAttribute("aria-expanded", "false");
  return show().then(() => {
    if (thread !== at.thread) focusAfter(thread);
    if (`${at.who} ${at.channel} ${at.tab}` !== before) tell();
  });
}
// A thread that opens takes the focus, one that closes gives it back to its message
function focusAfter(closed) {
  if (at.thread) $("#thread-composer").focus();
  else if (closed) $(`#content [data-ts="${closed}"]`)?.focus();
}
export function tell() { if (!$("#tabs").hidden) act("open", { tab: at.tab }); }

export async function send(text, thread, files = []) {
  const command = commands.find((name) => text === name || text.startsWith(`${name} `));
  if (command) return act("command", { command, text: text.slice(command.length).trim(), channel: at.channel });
  if (text.startsWith("/")) return toast(`${text.split(" ")[0]} is not a valid command.`);
  $(thread ? "#thread-content" : "#content").follow = true;
  const answer = await act("send", { text, channel: at.channel, thread_ts: thread || null, files });
  if (answer.ok && !thread && !$("#tabs").hidden) at.thread = answer.ts;
  return show();
}

// A permalink leads to its thread on this page: the workspace's own address exists nowhere else
export function follow(href) {
  const url = new URL(href);
  const [channel, name] = url.pathname.split("/").slice(-2);
  look({ channel, tab: "messages", thread: url.searchParams.get("thread_ts") || name.replace(/^p(\d+)(\d{6})$/, "$1.$2") });
}
