// The developer tools below the page: which of them is open.
import { $, all } from "/sandbox/static/dom.js";
import { readFaults } from "/sandbox/static/faults.js";
import { readLog } from "/sandbox/static/log.js";

const dock = $("#drawer");
const BEAT = 1000; // milliseconds
const OPENERS = { "log-body": "#log", "faults-body": "#faults" };

function open(name) {
  dock.hidden = false;
  for (const tab of all("[data-dock]", dock)) {
    const chosen = tab.dataset.dock === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    $(`#${tab.dataset.dock}`).hidden = !chosen;
    $(OPENERS[tab.dataset.dock]).setAttribute("aria-expanded", String(chosen));
    if (chosen) tab.focus();
  }
  dockChanged();
}

export function closeDock() {
  if (dock.hidden) return false;
  const opener = Object.values(OPENERS).find((selector) => $(selector).ariaExpanded === "true");
  dock.hidden = true;
  for (const selector of Object.values(OPENERS)) $(selector).setAttribute("aria-expanded", "false");
  if (dock.contains(document.activeElement) || document.activeElement === document.body) $(opener)?.focus();
  return true;
}

// The open tool is kept up to date
export function dockChanged() {
  if (dock.hidden) return;
  readLog({ drawn: !$("#log-body").hidden });
  if (!$("#faults-body").hidden) readFaults();
}

// A call that changes nothing is in the log all the same
setInterval(() => { if (!dock.hidden && !document.hidden) dockChanged(); }, BEAT);

function toggle(name) {
  if (!dock.hidden && !$(`#${name}`).hidden) closeDock();
  else open(name);
}
$("#log").onclick = () => toggle("log-body");
$("#faults").onclick = () => toggle("faults-body");
$("#drawer-close").onclick = closeDock;
for (const tab of all("[data-dock]", dock)) tab.onclick = () => open(tab.dataset.dock);
$("[role=tablist]", dock).addEventListener("keydown", (event) => {
  if (["ArrowLeft", "ArrowRight"].includes(event.key)) open($("#log-body").hidden ? "log-body" : "faults-body");
});
