// The chart of an agency's years. The table below it says the same.
"use strict";

const canvas = document.getElementById("years-chart");
const { labels, series } = JSON.parse(canvas.dataset.chart);
const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(name).trim();
const COLOURS = { lead: "--lead", joint: "--joint", assist: "--assist", "assist-named": "--assist-named", supervise: "--other", assess: "--other" };
const tone = (role) => colour(COLOURS[role] ?? COLOURS[role.split("-")[0]]);
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.color = colour("--soft");
new Chart(canvas, {
  type: "bar",
  data: {
    labels,
    datasets: series.map(({ words, role, tasks }) => ({
      label: words,
      data: tasks,
      // 独立负责 and what a rule made so have the colour of their role, but no filling
      backgroundColor: /sole|first|rule/.test(role) ? "transparent" : tone(role),
      borderColor: tone(role),
      borderWidth: 2,
      maxBarThickness: 28,
    })),
  },
  options: {
    animation: false,
    maintainAspectRatio: false,
    plugins: { legend: { position: "bottom" } },
    scales: {
      x: { grid: { display: false } },
      y: { beginAtZero: true, ticks: { precision: 0 }, grid: { color: colour("--line") }, title: { display: true, text: "任务数" } },
    },
  },
});
