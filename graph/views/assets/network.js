// Draws the view that stands in the block of data. All words are set as text, none as markup.
"use strict";

(() => {
  const block = document.getElementById("net-data");
  const stage = document.getElementById("net-canvas");
  if (!block || !stage || typeof vis === "undefined") return;

  const data = JSON.parse(block.textContent);
  const frame = stage.closest(".net");
  const linked = frame.dataset.linked === "yes";
  const details = document.getElementById("net-details");
  const found = document.getElementById("net-found");
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  const edgeById = new Map(data.edges.map((edge) => [edge.id, edge]));
  const around = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    around.get(edge.from).push(edge);
    around.get(edge.to).push(edge);
  }
  const DASHES = { assist_duty: [8, 5], assist_named: [2, 4], supervise: [1, 5], campaign: [4, 4] };

  // Colours stand in the style sheet, so that the legend and a dark screen have the same.
  const colour = (name) => getComputedStyle(frame).getPropertyValue(`--${name}`).trim();
  const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif';

  // What is selected, and what lies around it: all else is faint. Null where nothing is.
  let near = null;
  let nearEdges = null;

  function nodeStyle(node, name) {
    const fill = colour(`node-${node.group}`) || colour("node-other");
    const border = node.kind === "task" ? fill : colour("net-paper");
    const strong = { background: fill, border: colour("net-ink") };
    return {
      id: node.id,
      opacity: near && !near.has(node.id) ? 0.12 : 1,
      color: { background: fill, border, highlight: strong, hover: strong },
      label: name ? node.label : "",
      font: { color: node.kind === "task" ? colour("net-soft") : colour("net-ink"), size: name || node.label_size, face: FONT, strokeWidth: 4, strokeColor: colour("net-paper") },
    };
  }

  // Names that can be read at this scale without covering each other, those with most tasks first.
  const SMALLEST = 11.5, LARGEST = 22; // on the screen
  const ranked = data.nodes.slice().sort((a, b) => b.label_size - a.label_size || b.tasks - a.tasks || (a.id < b.id ? -1 : 1));

  const FIRST = 12; // so many may stand over the dots of others
  const dots = ranked.slice(0, 60).map((node) => [node.x - node.size, node.y - node.size, node.x + node.size, node.y + node.size]);

  function names(scale) {
    const taken = [];
    const shown = new Map();
    const covers = (box, other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1];
    const order = near ? ranked.filter((node) => near.has(node.id)) : ranked;
    for (const [rank, node] of order.entries()) {
      const least = (node.kind === "task" ? SMALLEST - 1.5 : SMALLEST) / scale;
      const size = Math.min(Math.max(node.label_size, least), LARGEST / scale);
      const half = (node.label.length * size) / 2 + 3 / scale;
      const box = [node.x - half, node.y + node.size, node.x + half, node.y + node.size + size * 1.5];
      if (taken.some((other) => covers(box, other))) continue;
      if (!near && rank >= FIRST && dots.some((dot) => covers(box, dot))) continue;
      taken.push(box);
      shown.set(node.id, Math.round(size * 10) / 10);
    }
    return shown;
  }

  function edgeStyle(edge, state) {
    const own = colour(`edge-${edge.group}`) || colour("edge-cowork");
    const weak = edge.group === "cowork" || edge.group === "led" ? 0.28 + Math.min(0.45, edge.width / 10) : 0.65;
    return {
      id: edge.id,
      color: { color: own, highlight: own, hover: own, opacity: state === "faint" ? 0.04 : state === "near" ? 0.95 : weak },
    };
  }

  const nodes = new vis.DataSet(
    data.nodes.map((node) => ({ ...nodeStyle(node, 0), title: [node.name, ...node.facts.map((fact) => fact.join("："))].join("\n"), shape: node.shape, size: node.size, x: node.x, y: node.y, borderWidth: 1.5 })),
  );
  const edges = new vis.DataSet(
    data.edges.map((edge) => ({
      ...edgeStyle(edge), from: edge.from, to: edge.to, title: edge.title, width: edge.width,
      dashes: DASHES[edge.group] || false,
      arrows: edge.arrow ? { to: { enabled: true, scaleFactor: 0.6 } } : "",
    })),
  );
  const net = new vis.Network(stage, { nodes, edges }, {
    autoResize: true,
    physics: false, // the server's layout stays
    layout: { improvedLayout: false },
    nodes: { scaling: { label: { enabled: false, maxVisible: 40, drawThreshold: 2 } } },
    edges: { smooth: false, selectionWidth: 1.5, hoverWidth: 0.5 },
    interaction: {
      hover: true, tooltipDelay: 180, hideEdgesOnDrag: data.edges.length > 2500, hideEdgesOnZoom: data.edges.length > 2500,
      keyboard: { enabled: true, bindToWindow: false }, multiselect: false,
    },
  });
  const canvas = stage.querySelector("canvas");
  canvas.parentElement.setAttribute("role", "application"); // it takes the arrow keys
  canvas.parentElement.setAttribute("aria-label", stage.dataset.label);
  function paint() {
    const shown = names(net.getScale());
    nodes.update(data.nodes.map((node) => nodeStyle(node, shown.get(node.id))));
    edges.update(data.edges.map((edge) => edgeStyle(edge, !near ? "" : nearEdges.has(edge.id) ? "near" : "faint")));
  }

  let named = 0;
  function rename() {
    clearTimeout(named);
    named = setTimeout(() => {
      const shown = names(net.getScale());
      nodes.update(data.nodes.map((node) => nodeStyle(node, shown.get(node.id))));
    }, 90);
  }

  function all() {
    net.fit({ animation: false });
    paint();
  }
  all();
  net.on("zoom", rename);
  net.on("animationFinished", rename);
  net.on("resize", rename);
  net.once("afterDrawing", () => {
    document.documentElement.dataset.netDrawn = String(Math.round(performance.now()));
  });

  // Selecting

  function element(name, words, place) {
    const made = document.createElement(name);
    if (words !== undefined) made.textContent = words;
    if (place) place.append(made);
    return made;
  }

  function link(words, path, place) {
    const made = element("a", words, place);
    made.href = path;
  }

  function clear() {
    net.unselectAll();
    near = nearEdges = null;
    paint();
    details.hidden = true;
    details.replaceChildren();
    found.textContent = "";
  }

  function head(words) {
    details.replaceChildren();
    const close = element("button", "关闭", details);
    close.type = "button";
    close.className = "net-close";
    close.addEventListener("click", clear);
    element("h2", words, details);
    details.hidden = false;
  }

  function facts(pairs) {
    const list = element("dl", undefined, details);
    for (const [heading, value] of pairs) {
      element("dt", heading, list);
      element("dd", value, list);
    }
  }

  function neighbours(node) {
    const held = around.get(node.id).slice().sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
    if (!held.length) return;
    element("h3", held[0].group === "cowork" || held[0].group === "led" ? `协同单位（图中 ${held.length} 个）` : `相连（图中 ${held.length} 个）`, details);
    const list = element("ul", undefined, details);
    for (const edge of held.slice(0, 30)) {
      const other = byId.get(edge.from === node.id ? edge.to : edge.from);
      const item = element("li", undefined, list);
      const button = element("button", other.label, item);
      button.type = "button";
      button.addEventListener("click", () => show(other.id, true));
      const duty = edge.group !== "cowork" && edge.group !== "led";
      element("span", duty ? edge.title.split("：").pop() : edge.arrow ? (edge.from === node.id ? `牵头 ${edge.tasks} 项` : `参与其 ${edge.tasks} 项`) : `${edge.tasks} 项`, item);
    }
    if (held.length > 30) element("li", `另有 ${held.length - 30} 个`, list);
  }

  function show(id, move) {
    const node = byId.get(id);
    if (!node) return;
    near = new Set([id]);
    nearEdges = new Set();
    for (const edge of around.get(id)) {
      near.add(edge.from);
      near.add(edge.to);
      nearEdges.add(edge.id);
    }
    paint();
    net.selectNodes([id], false);
    head(node.name);
    facts(node.facts);
    if (linked) {
      const links = element("p", undefined, details);
      links.className = "net-links";
      const at = encodeURIComponent(id);
      if (node.kind === "agency") {
        link("单位页", `/agencies/${at}`, links);
        link("它的任务", `/tasks?agency=${at}`, links);
        link("以它为中心", `/network?agency=${at}`, links);
      } else if (node.kind === "task") {
        link("任务与原文依据", `/tasks/${at}`, links);
      } else {
        link("专项行动页", `/campaigns/${at}`, links);
      }
    }
    neighbours(node);
    if (move) net.focus(id, { scale: Math.max(net.getScale(), 0.55), animation: { duration: 350, easingFunction: "easeInOutQuad" } });
  }

  function showEdge(id) {
    const edge = edgeById.get(id);
    if (!edge) return;
    near = new Set([edge.from, edge.to]);
    nearEdges = new Set([id]);
    paint();
    head(edge.title);
    const list = element("ul", undefined, details);
    const ends = [byId.get(edge.from), byId.get(edge.to)];
    for (const end of ends) {
      const item = element("li", undefined, list);
      const button = element("button", end.name, item);
      button.type = "button";
      button.addEventListener("click", () => show(end.id, true));
    }
    if (linked && ends.every((end) => end.kind === "agency")) {
      const links = element("p", undefined, details);
      links.className = "net-links";
      const asked = `${ends[0].facts[0][1]}的${ends[0].name}和${ends[1].name}有哪些共同任务`;
      link("列出共同任务", `/?q=${encodeURIComponent(asked)}`, links);
    }
  }

  net.on("click", (event) => {
    if (event.nodes.length) show(event.nodes[0], false);
    else if (event.edges.length) showEdge(event.edges[0]);
    else clear();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !details.hidden) clear();
  });

  // Looking for something

  const field = document.getElementById("net-find");
  const folded = (words) => words.normalize("NFKC").toLowerCase();
  const suggested = document.getElementById("net-names");
  const options = document.createDocumentFragment();
  for (const node of data.nodes) {
    if (node.kind !== "task") element("option", undefined, options).value = node.name;
  }
  suggested.append(options);

  function find() {
    const asked = folded(field.value.trim());
    if (!asked) {
      clear();
      return;
    }
    const hits = data.nodes
      .map((node) => ({ node, name: folded(node.name) }))
      .filter((each) => each.name.includes(asked))
      .sort((a, b) => (b.name === asked) - (a.name === asked) || b.name.startsWith(asked) - a.name.startsWith(asked) || b.node.tasks - a.node.tasks);
    if (!hits.length) {
      clear();
      found.textContent = "图中没有这个名称；它可能未被画出，见图下说明。";
      return;
    }
    show(hits[0].node.id, true);
    found.textContent = hits.length > 1 ? `有 ${hits.length} 处相符，显示任务最多的一处。` : "";
  }
  field.addEventListener("change", find);
  field.addEventListener("search", find);

  // Moving about

  const zoom = (by) => net.moveTo({ scale: net.getScale() * by, animation: { duration: 150, easingFunction: "linear" } });
  document.getElementById("net-in").addEventListener("click", () => zoom(1.35));
  document.getElementById("net-out").addEventListener("click", () => zoom(1 / 1.35));
  document.getElementById("net-fit").addEventListener("click", all);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  // A picture: the drawing at twice its size, with its title and what was left out below it.

  document.getElementById("net-png").addEventListener("click", () => {
    const view = { position: net.getViewPosition(), scale: net.getScale() };
    const wide = 2400, high = 1600, margin = 48, line = 36;
    net.setSize(`${wide / devicePixelRatio}px`, `${high / devicePixelRatio}px`);
    all();
    net.redraw();
    const words = [data.title, ...data.said];
    const picture = document.createElement("canvas");
    picture.width = wide;
    picture.height = high + margin * 2 + line * words.length;
    const pen = picture.getContext("2d");
    pen.fillStyle = colour("net-paper");
    pen.fillRect(0, 0, picture.width, picture.height);
    pen.drawImage(canvas, 0, 0, wide, high);
    pen.fillStyle = colour("net-ink");
    words.forEach((each, at) => {
      pen.font = `${at ? 24 : 32}px ${FONT}`;
      pen.fillText(each, margin, high + margin + line * at, wide - 2 * margin);
    });
    let left = margin;
    pen.font = `24px ${FONT}`;
    for (const entry of frame.querySelectorAll(".net-legend li")) {
      const mark = entry.firstElementChild;
      pen.fillStyle = colour(mark.dataset.node ? `node-${mark.dataset.node}` : `edge-${mark.dataset.edge}`);
      pen.fillRect(left, high + margin + line * words.length - 20, 24, mark.dataset.node ? 20 : 6);
      pen.fillStyle = colour("net-soft");
      pen.fillText(entry.textContent.trim(), left + 32, high + margin + line * words.length);
      left += 64 + pen.measureText(entry.textContent.trim()).width;
    }
    net.setSize("100%", "100%");
    net.redraw();
    net.moveTo({ ...view, animation: false });
    paint();
    picture.toBlob((blob) => {
      const save = document.createElement("a");
      save.href = URL.createObjectURL(blob);
      save.download = `${data.title.replace(/[\\/:*?"<>|]/g, "")}.png`;
      save.click();
      setTimeout(() => URL.revokeObjectURL(save.href), 10_000);
    }, "image/png");
  });

  if (data.centre && byId.has(data.centre)) show(data.centre, false);
})();
