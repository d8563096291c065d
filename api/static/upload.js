// Loads documents in two steps: a dry run that tells what would be, and the same again for good.
// Every word of a file or a report goes into the page as text, never as markup.
"use strict";

const form = document.getElementById("upload");
const reports = document.getElementById("reports");
const status_ = document.getElementById("status");
const progress = document.getElementById("progress");
const decide = document.getElementById("decide");
const heading = document.getElementById("results-words");
const STATUS = { created: "新文件", replaced: "将替换已有文件", unchanged: "与已有文件相同，没有变化", rejected: "不能导入" };
const DONE = { created: "已导入", replaced: "已更新", unchanged: "无变化", rejected: "未导入" };
const CHANGE = { came: "新增", went: "取消", changed: "调整" };
const MOST_SHOWN = 30;
let waiting = []; // what a confirmation would send
let running = 0; // the number of the latest run: an older one that is still under way is forgotten

function element(name, words, className) {
  const made = document.createElement(name);
  if (words) made.textContent = words;
  if (className) made.className = className;
  return made;
}

function facts(only) {
  const given = {};
  for (const name of only ? ["region", "year", "title"] : ["region", "year"]) {
    const value = document.getElementById(name).value.trim();
    if (value) given[name] = name === "year" && /^\d+$/.test(value) ? Number(value) : value;
  }
  return given;
}

function send(file, given, dryRun, onProgress) {
  return new Promise((resolve) => {
    const body = new FormData();
    body.append("file", file, file.name);
    if (Object.keys(given).length) body.append("metadata", JSON.stringify(given));
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/documents${dryRun ? "?dry_run=true" : ""}`);
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      let answer = null;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // told below
      }
      if (request.status === 200 && answer) resolve(answer.items);
      else resolve([refused(file.name, answer?.title ?? "没有成功", answer?.detail ?? `服务器的回答不能读（${request.status}）`, request.status)]);
    });
    request.addEventListener("error", () => resolve([refused(file.name, "没有连上服务器", "请确认 dutygraph 还在运行，再试一次")]));
    request.send(body);
  });
}

function refused(filename, title, detail, code) {
  return { filename, status: "rejected", id: null, diff: null, replaces: [], read: null, problem: { title, detail, status: code } };
}

async function run(files, dryRun) {
  const mine = ++running;
  document.getElementById("results").hidden = false;
  heading.textContent = dryRun ? "预览（不保存）" : "导入结果";
  reports.replaceChildren();
  decide.hidden = true;
  progress.hidden = false;
  const taken = [];
  for (const [place, [file, given]] of files.entries()) {
    status_.textContent = `${dryRun ? "正在读取" : "正在导入"}第 ${place + 1} 个，共 ${files.length} 个：${file.name}`;
    const items = await send(file, given, dryRun, (share) => {
      if (mine === running) progress.value = (place + share * 0.9) / files.length;
    });
    if (mine !== running) return;
    for (const item of items) reports.append(report(item, dryRun));
    if (items.some((item) => item.status === "created" || item.status === "replaced")) taken.push([file, given]);
    progress.value = (place + 1) / files.length;
  }
  progress.hidden = true;
  if (dryRun) {
    waiting = taken;
    decide.hidden = taken.length === 0;
    status_.textContent = taken.length ? "请核对读出的内容，再确认导入。" : "没有可以导入的内容。";
    if (taken.length) document.getElementById("confirm").focus();
  } else {
    waiting = [];
    status_.textContent = "完成。";
  }
}

function report(item, dryRun) {
  const row = element("li", "", "row");
  const head = element("div", "", "row-head");
  if (item.id && (!dryRun || item.status === "unchanged")) {
    const link = element("a", item.read?.title || item.filename, "row-name");
    link.href = `/documents/${encodeURIComponent(item.id)}`;
    head.append(link);
  } else {
    head.append(element("span", item.read?.title || item.filename, "row-name"));
  }
  head.append(" ", element("span", (dryRun ? STATUS : DONE)[item.status], `chip status-${item.status}`));
  row.append(head);
  if (item.problem) {
    row.append(element("p", `${item.problem.title}：${item.problem.detail}`, "problem"));
    if (item.problem.status === 401) row.append(signIn());
    return row;
  }
  const read = item.read;
  const told = [item.filename, read.region, read.year && `${read.year} 年`, read.doc_number].filter(Boolean);
  row.append(element("p", told.join(" · "), "source-facts"));
  row.append(element("p", `读出 ${read.tasks} 项任务、${read.agencies} 个单位、${read.campaigns} 个专项行动，待核对 ${read.diagnostics} 处`, "row-counts"));
  if (!read.region) row.append(element("p", "没有读出地区；可在上面补充后重新预览。", "problem"));
  for (const old of item.replaces) {
    const said = element("p", old.same_text ? "重新读取同一文本：" : "替换：", "source-facts");
    const link = element("a", old.title || "（无标题）");
    link.href = `/documents/${encodeURIComponent(old.id)}`;
    said.append(link);
    row.append(said);
  }
  if (item.diff && item.status !== "unchanged") row.append(difference(item.diff));
  return row;
}

function difference(diff) {
  const box = element("details");
  box.append(element("summary", `新增 ${diff.came} 项、取消 ${diff.went} 项、调整 ${diff.changed} 项任务`));
  const list = element("ul", "", "plain-list differences");
  for (const task of diff.tasks.slice(0, MOST_SHOWN)) {
    const line = element("li");
    line.append(element("span", CHANGE[task.change], `chip change-${task.change}`), " ", (task.after ?? task.before).text);
    for (const [label, words] of [["原", task.before], ["现", task.after]]) {
      if (words && (task.change === "changed" || words.clause)) line.append(element("p", `${task.change === "changed" ? `${label}：` : ""}${words.clause}`, "source-facts"));
    }
    list.append(line);
  }
  if (diff.tasks.length > MOST_SHOWN) list.append(element("li", `还有 ${diff.tasks.length - MOST_SHOWN} 项，导入后可在文件页查看。`, "source-facts"));
  box.append(list);
  return box;
}

function signIn() {
  const said = element("p");
  const link = element("a", "重新登录");
  link.href = "/upload";
  said.append(link);
  return said;
}

function preview(files) {
  const most = Number(form.dataset.mostFiles);
  const all = [...files];
  if (!all.length) return;
  run(all.slice(0, most).map((file) => [file, facts(all.length === 1)]), true).then(() => {
    if (all.length > most) status_.textContent += `一次最多 ${most} 个，后面 ${all.length - most} 个没有读。`;
  });
}

const picker = document.getElementById("files");
picker.addEventListener("change", () => {
  preview(picker.files);
  picker.value = "";
});
const drop = document.getElementById("drop");
for (const name of ["dragenter", "dragover"]) {
  window.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) {
  window.addEventListener(name, (event) => {
    event.preventDefault();
    if (name === "drop" || !event.relatedTarget) drop.classList.remove("over");
  });
}
window.addEventListener("drop", (event) => preview(event.dataTransfer.files));
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("preview-pasted").addEventListener("click", () => {
  const words = document.getElementById("pasted").value;
  if (words.trim()) preview([new File([words], "粘贴的文本.txt", { type: "text/plain" })]);
});
document.getElementById("confirm").addEventListener("click", () => run(waiting, false));
document.getElementById("cancel").addEventListener("click", () => {
  running++;
  waiting = [];
  document.getElementById("results").hidden = true;
});
