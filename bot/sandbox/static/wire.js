// The sandbox's HTTP interface, as the person that looks at this page.
import { app, toast } from "/sandbox/static/dom.js";

// Where one is looking: the page's only state.
export const at = { who: new URLSearchParams(location.search).get("as") || "rep", channel: "", tab: "messages", thread: "" };

export async function post(path, body = {}) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return answer.json();
}

export async function get(path) {
  const answer = await fetch(path);
  return answer.ok ? answer.json() : null;
}

export async function attempt(operation, body) {
  return post(`/sandbox/${at.who}/${operation}`, body);
}

// The same, with a word to the person when it fails
export async function act(operation, body) {
  const answer = await attempt(operation, body);
  if (!answer.ok) toast(answer.error === "not_answered" ? `${app} did not answer. ${answer.message}` : answer.message);
  return answer;
}
