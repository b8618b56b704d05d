/* Everything works without this file; it makes cells tell where they were read. */

/* Read by Datasette's table.js, which finds it in the page otherwise. */
var DATASETTE_ALLOW_FACET = true;

(() => {
  const panel = document.getElementById("origin");
  const tables = document.querySelectorAll("table.official");

  const show = (cell) => {
    document.querySelectorAll("td.chosen").forEach((other) => other.classList.remove("chosen"));
    cell.classList.add("chosen");
    panel.querySelector("p").textContent = cell.title;
    const link = panel.querySelector("a");
    link.hidden = !cell.dataset.file;
    if (cell.dataset.file) link.href = "/file/" + cell.dataset.file;
    panel.hidden = false;
  };
  const hide = () => {
    panel.hidden = true;
    document.querySelectorAll("td.chosen").forEach((cell) => cell.classList.remove("chosen"));
  };

  /* One stop per table for the Tab key; arrows move inside it. */
  const beside = (cell, key) => {
    if (key === "ArrowLeft") return cell.previousElementSibling;
    if (key === "ArrowRight") return cell.nextElementSibling;
    const fromRight = cell.parentElement.cells.length - cell.cellIndex;
    let row = cell.parentElement;
    do row = key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
    while (row && !row.querySelector("td[tabindex]"));
    return row && row.cells[row.cells.length - Math.min(fromRight, row.cells.length)];
  };
  const move = (event, cell) => {
    const target = beside(cell, event.key);
    if (!target || !target.matches("td[tabindex]")) return;
    event.preventDefault();
    cell.tabIndex = -1;
    target.tabIndex = 0;
    target.focus();
  };

  tables.forEach((table) => {
    const first = table.querySelector("td[tabindex]");
    if (first) first.tabIndex = 0;
    table.addEventListener("click", (event) => {
      const cell = event.target.closest("td[title]");
      if (cell) show(cell);
    });
    table.addEventListener("keydown", (event) => {
      const cell = event.target.closest("td[title]");
      if (!cell) return;
      if (event.key === "Enter") show(cell);
      else if (event.key.startsWith("Arrow")) move(event, cell);
    });
  });
  if (panel) {
    panel.querySelector("button").addEventListener("click", hide);
    document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  }

  /* table.js builds its column menu in English only. */
  const zh = {
    "Sort ascending": "升序", "Sort descending": "降序", "Facet by this": "按此列分组",
    "Hide this column": "隐藏此列", "Show all columns": "显示所有列", "Show not-blank rows": "只看非空",
  };
  document.addEventListener("DOMContentLoaded", () => {
    if (!document.documentElement.lang.startsWith("zh")) return;
    document.querySelectorAll(".dropdown-menu a").forEach((a) => { a.textContent = zh[a.textContent] || a.textContent; });
  });
})();
