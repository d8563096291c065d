// Charts of the load page (the tables say the same), and weights that work while they are typed.
"use strict";

const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(name).trim();
const COLOURS = { lead: "--lead", joint: "--joint", assist: "--assist", "assist-named": "--assist-named", supervise: "--other", assess: "--other" };
const tone = (role) => colour(COLOURS[role] ?? COLOURS[role.split("-")[0]]);
const hollow = (role) => /sole|first|rule/.test(role);
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.color = colour("--soft");

for (const canvas of document.querySelectorAll("canvas[data-chart]")) {
  const { labels, series } = JSON.parse(canvas.dataset.chart);
  const years = canvas.dataset.kind === "years";
  const short = (words) => (words.length > (innerWidth < 640 ? 11 : 20) ? `${words.slice(0, innerWidth < 640 ? 10 : 19)}…` : words);
  const counts = { beginAtZero: true, ticks: { precision: 0 }, grid: { color: colour("--line") }, title: { display: true, text: "任务数" } };
  const names = { grid: { display: false }, ticks: { autoSkip: false, callback: (_, at) => short(labels[at]) } };
  new Chart(canvas, {
    type: years ? "line" : "bar",
    data: {
      labels,
      datasets: series.map(({ words, role, tasks }) => ({
        label: words,
        data: tasks,
        backgroundColor: hollow(role) ? "transparent" : tone(role),
        borderColor: tone(role),
        borderWidth: years ? 2 : 1.5,
        borderDash: years && hollow(role) ? [5, 4] : [],
        pointRadius: 4,
        pointStyle: hollow(role) ? "rectRot" : "circle",
        barPercentage: 0.9,
        categoryPercentage: 0.8,
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      indexAxis: years ? "x" : "y",
      interaction: { mode: "index", axis: years ? "x" : "y", intersect: false },
      plugins: { legend: { position: "bottom", labels: { boxWidth: 18 } }, tooltip: { callbacks: { title: (items) => labels[items[0].dataIndex] } } },
      scales: years ? { x: { grid: { display: false } }, y: counts } : { x: counts, y: names },
    },
  });
}

const weights = [...document.querySelectorAll("[data-weight]")];
function weigh() {
  for (const row of document.querySelectorAll("#load-table tbody tr")) {
    const tasks = [...row.querySelectorAll("[data-tasks]")].map((cell) => Number(cell.dataset.tasks));
    const sum = tasks.reduce((all, count, at) => all + count * (Number(weights[at].value) || 0), 0);
    row.querySelector("[data-weighed]").textContent = sum.toFixed(1);
  }
}
for (const field of weights) field.addEventListener("input", weigh);
