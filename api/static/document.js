// Marks the stretch of the text that the address names: #start-end, in code points of the whole text.
// The page itself has anchors for tasks, bodies and campaigns; this finds any other stretch, too.
"use strict";

const lines = [...document.querySelectorAll(".text .line")];
const starts = lines.map((line) => Number(line.dataset.start));

// The place in the page of a code point: a text node, and the UTF-16 unit in it.
function place(offset, atEnd) {
  let number = starts.findLastIndex((start) => (atEnd ? start < offset : start <= offset));
  if (number < 0) number = 0;
  let left = offset - starts[number];
  const walker = document.createTreeWalker(lines[number], NodeFilter.SHOW_TEXT);
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    last = node;
    let unit = 0;
    for (const sign of node.data) {
      if (left === 0) return [node, unit];
      left -= 1;
      unit += sign.length;
    }
    if (left === 0 && atEnd) return [node, unit];
  }
  return last ? [last, last.data.length] : null;
}

function show() {
  const asked = /^#(\d{1,9})-(\d{1,9})$/.exec(location.hash);
  CSS.highlights?.delete("asked");
  if (!asked || !lines.length) return;
  const [from, to] = [place(Number(asked[1]), false), place(Math.max(Number(asked[2]), Number(asked[1]) + 1), true)];
  if (!from || !to) return;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  if (CSS.highlights) {
    CSS.highlights.set("asked", new Highlight(range));
  } else {
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
  const box = range.getBoundingClientRect();
  scrollTo({ top: scrollY + box.top - innerHeight / 4 });
}

window.addEventListener("hashchange", show);
show();
