// Data tables: pages and sorting, in the browser only.
function turn(table, page) {
  const size = Number(table.dataset.pageSize);
  const rows = [...table.querySelectorAll("tbody tr")];
  const last = Math.max(0, Math.ceil(rows.length / size) - 1);
  const now = Math.min(Math.max(0, page), last);
  table.dataset.current = String(now);
  rows.forEach((row, index) => { row.hidden = Math.floor(index / size) !== now; });
  const text = table.querySelector(".pager-text");
  if (text) text.textContent = `${now * size + 1}–${Math.min(rows.length, (now + 1) * size)} of ${rows.length}`;
}
function sort(table, column, header) {
  const up = header.getAttribute("aria-sort") !== "ascending";
  const body = table.querySelector("tbody");
  const key = (row) => { const cell = row.children[column]; return cell.dataset.number !== undefined ? Number(cell.dataset.number) : cell.textContent.trim().toLowerCase(); };
  const rows = [...body.children].sort((a, b) => { const [x, y] = [key(a), key(b)]; return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1); });
  body.append(...rows);
  for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", up ? "ascending" : "descending");
  turn(table, 0);
}
document.addEventListener("click", (event) => {
  const table = event.target.closest(".data-table");
  if (!table) return;
  const pager = event.target.closest("button[data-page]");
  const sorter = event.target.closest("th .sort");
  if (pager) turn(table, Number(table.dataset.current || 0) + Number(pager.dataset.page));
  if (sorter) { const header = sorter.closest("th"); sort(table, [...header.parentNode.children].indexOf(header), header); }
});
