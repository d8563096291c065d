// The page works without this file; it only adds two conveniences.
"use strict";

// "/" goes to the question, as in most search pages.
const question = document.getElementById("q");
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement || event.isComposing;
  if (event.key === "/" && question && !typing) {
    event.preventDefault();
    question.select();
  }
});

// Printing shows every passage that is folded on the screen.
window.addEventListener("beforeprint", () => {
  for (const passage of document.querySelectorAll(".task details")) {
    passage.open = true;
  }
});
