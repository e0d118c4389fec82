// The page: shows what the server rendered, sends what the person does. No state but where one looks.
import "/sandbox/static/actions.js";
import "/sandbox/static/combobox.js";
import "/sandbox/static/composer.js";
import "/sandbox/static/dialogs.js";
import "/sandbox/static/emoji.js";
import "/sandbox/static/keys.js";
import "/sandbox/static/tables.js";
import { dockChanged } from "/sandbox/static/dock.js";
import { $ } from "/sandbox/static/dom.js";
import { follow, look, send, show, tell } from "/sandbox/static/view.js";
import { at } from "/sandbox/static/wire.js";

document.addEventListener("click", (event) => {
  const target = event.target.closest("button, a");
  if (!target) return;
  const { channel, userSwitch, tab, openThread, prompt } = target.dataset;
  if (target.href?.startsWith(document.body.dataset.archives)) { event.preventDefault(); follow(target.href); }
  if (channel) look({ channel, tab: "messages", thread: "" });
  else if (userSwitch) { history.replaceState(null, "", `?as=${userSwitch}`); look({ who: userSwitch, channel: "", thread: "" }); }
  else if (tab) look({ tab, thread: "" });
  else if (openThread) look({ thread: openThread });
  else if (prompt) send(prompt, "");
});

$("#thread-close").onclick = () => look({ thread: "" });
$("#menu").onclick = () => {
  const open = document.body.classList.toggle("menu-open");
  $("#menu").setAttribute("aria-expanded", String(open));
  if (open) $("#sidebar .place").focus();
};
$("#tabs").addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const tab = at.tab === "home" ? "messages" : "home";
  look({ tab, thread: "" });
  $(`#tab-${tab}`).focus();
});
$("#newer").onclick = () => { $("#content").scrollTop = $("#content").scrollHeight; $("#newer").hidden = true; };

new EventSource("/sandbox/live").onmessage = () => { show(); dockChanged(); };
show().then(tell);
