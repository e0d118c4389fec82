// The page's own dialogs: edit and delete a message, add a channel, jump to a conversation, reset.
import { confirmed } from "/sandbox/static/actions.js";
import { $, all, made, openDialog } from "/sandbox/static/dom.js";
import { look, show, tell } from "/sandbox/static/view.js";
import { act, at, attempt, post } from "/sandbox/static/wire.js";

const REFUSED = {
  name_taken: "There is a channel of that name already.",
  invalid_name_required: "A channel needs a name.",
  invalid_name_maxlength: "A name has at most 80 characters.",
  invalid_name_specials: "Only small letters, digits, - and _.",
  invalid_name_punctuation: "A name needs a letter or a digit.",
  invalid_name: "Only small letters, digits, - and _.",
};

export function edit(button) {
  const ts = button.closest("[data-ts]").dataset.ts;
  $("#edit-text").value = button.dataset.edit;
  openDialog($("#edit"));
  $("#edit-form").onsubmit = (event) => {
    event.preventDefault();
    $("#edit").close();
    act("edit", { ts, text: $("#edit-text").value, channel: at.channel });
  };
}
$("#edit-text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); $("#edit-form").requestSubmit(); }
});

async function remove(button) {
  const asked = { title: "Delete message", text: "This cannot be undone.", confirm: "Delete", deny: "Cancel", style: "danger" };
  const { ts } = button.closest("[data-ts]").dataset;
  if (await confirmed(asked)) act("delete", { ts, channel: at.channel });
}

async function archive() {
  const asked = { title: "Archive this channel?", text: "Nobody can post in it until it is brought back.", confirm: "Archive", deny: "Cancel", style: "danger" };
  if (await confirmed(asked)) act("archive", { channel: at.channel });
}

function add() {
  const error = $("#create-error");
  error.hidden = true;
  $("#create-name").value = "";
  $("#create-name").removeAttribute("aria-invalid");
  openDialog($("#create"));
}
$("#create-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await attempt("create", { name: $("#create-name").value.trim() });
  const error = $("#create-error");
  error.hidden = answer.ok;
  $("#create-name").toggleAttribute("aria-invalid", !answer.ok);
  if (!answer.ok) { error.textContent = REFUSED[answer.error] ?? answer.message; $("#create-name").focus(); return; }
  $("#create").close();
  look({ channel: answer.channel, tab: "messages", thread: "" });
});

// Jump: a list that narrows as one types
function targets() {
  const wanted = $("#jump-name").value.trim().toLowerCase().replace(/^#/, "");
  return all("#sidebar [data-channel]").filter((place) => place.dataset.name.toLowerCase().includes(wanted));
}
function offer() {
  const options = targets().map((place, index) => {
    const option = made("div", { role: "option", id: `jump-${index}`, textContent: place.dataset.name, ariaSelected: String(index === 0) });
    option.dataset.jump = place.dataset.channel;
    return option;
  });
  $("#jump-list").replaceChildren(...options);
  point(0);
}
function point(index) {
  const options = all("[role=option]", $("#jump-list"));
  for (const option of options) option.setAttribute("aria-selected", String(option === options[index]));
  if (options[index]) $("#jump-name").setAttribute("aria-activedescendant", options[index].id);
  else $("#jump-name").removeAttribute("aria-activedescendant");
}
export function jump() {
  $("#jump-name").value = "";
  openDialog($("#jump"));
  offer();
}
function go(option) {
  $("#jump").close();
  look({ channel: option.dataset.jump, tab: "messages", thread: "" }).then(() => $("#composer").focus());
}
$("#jump-name").addEventListener("input", offer);
$("#jump-name").addEventListener("keydown", (event) => {
  const options = all("[role=option]", $("#jump-list"));
  const now = options.findIndex((option) => option.ariaSelected === "true");
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by && options.length) { event.preventDefault(); point((now + by + options.length) % options.length); }
  if (event.key === "Enter" && options[now]) { event.preventDefault(); go(options[now]); }
});

$("#reset").onclick = async () => {
  const asked = { title: "Reset the workspace?", text: "Every message, file and setting here is deleted.", confirm: "Reset", deny: "Cancel", style: "danger" };
  if (!(await confirmed(asked))) return;
  await post("/sandbox/reset");
  Object.assign(at, { thread: "", channel: "" });
  await show();
  tell();
};

document.addEventListener("click", (event) => {
  const target = event.target.closest("button, [data-jump]");
  if (!target) return;
  if ("edit" in target.dataset) edit(target);
  else if ("delete" in target.dataset) remove(target);
  else if ("cancel" in target.dataset) target.closest("dialog").close();
  else if (target.dataset.jump) go(target);
  else if (target.id === "create-open") add();
  else if (target.id === "jump-open") jump();
  else if (target.id === "archive") archive();
  else if (target.id === "share") act("share", { channel: at.channel });
  else if (target.id === "unarchive") act("unarchive", { channel: at.channel });
  else if (["invite-app", "invite-menu"].includes(target.id)) act("invite", { channel: at.channel });
});
