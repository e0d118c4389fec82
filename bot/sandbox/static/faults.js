// What is to go wrong next: plan it, see what waits, take it back.
import { $, made, toast } from "/sandbox/static/dom.js";
import { get, post } from "/sandbox/static/wire.js";

const KINDS = { 429: "429", 500: "500", 503: "503", dropped: "a dropped connection", timeout: "no answer" };
const METHODS = { "*": "any method", delivery: "what goes to the app" };

function sentence({ method, kind, times, after, retry_after: wait }) {
  const what = kind === "429" ? `429, Retry-After ${wait} s` : KINDS[kind];
  return `${METHODS[method] ?? method}: ${what}${after ? ", after its effect" : ""}, ${times} ${times === 1 ? "time" : "times"}`;
}

function draw(state) {
  const lines = state.planned.map(sentence);
  if (state.copies > 1) lines.push(`every delivery arrives ${state.copies} times`);
  if (state.latency) lines.push(`every call is answered ${state.latency} s later`);
  if (state.reorder) lines.push(`every ${state.reorder} events arrive in another order`);
  if (state.skew) lines.push(`signatures are ${state.skew} s off the clock`);
  if (!lines.length) lines.push("Nothing: every call and delivery goes well.");
  $("#planned").replaceChildren(...lines.map((line) => made("li", { textContent: line })));
  const form = $("#delivery-form");
  if (form.contains(document.activeElement)) return;
  for (const name of ["copies", "latency", "skew"]) form.elements[name].value = state[name];
  form.elements.reorder.checked = Boolean(state.reorder);
}

export async function readFaults() {
  const state = await get("/sandbox/faults");
  if (state) draw(state);
}

async function change(body, done) {
  const answer = await post("/sandbox/faults", body);
  toast(answer.ok ? done : answer.message);
  readFaults();
}

$("#faults-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const { method, kind, times, after, retry_after: wait } = event.target.elements;
  const fault = { method: method.value, kind: kind.value, times: Number(times.value), after: after.checked, retry_after: Number(wait.value) };
  change(fault, "The fault waits for its call.");
});
$("#delivery-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const { copies, latency, reorder, skew } = event.target.elements;
  change({ copies: Number(copies.value), latency: Number(latency.value), reorder: reorder.checked, skew: Number(skew.value) }, "Set for everything from now on.");
});
$("#faults-clear").onclick = () => change({ clear: true }, "Everything goes well again.");
$("#faults-refresh").onclick = async () => {
  const answer = await post("/sandbox/refresh");
  toast(answer.ok ? "Every socket was asked to reconnect." : answer.message);
};
