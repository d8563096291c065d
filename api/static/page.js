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

// The link that the server prints carries a key: it becomes a session, and leaves the address bar.
const carried = new URLSearchParams(location.hash.slice(1)).get("key");
if (carried) {
  history.replaceState(null, "", location.pathname + location.search);
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/session";
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "key";
  field.value = carried;
  form.append(field);
  document.body.append(form);
  form.submit();
}
