// The pages work without this file; it only adds conveniences.
"use strict";

// "/" goes to the question, or to the search in the head of the page.
const question = document.getElementById("q") ?? document.getElementById("find");
document.addEventListener("keydown", (event) => {
  const typing = event.isComposing || event.target.closest("input, textarea, select");
  if (event.key === "/" && question && !typing) {
    event.preventDefault();
    question.select();
  }
});

// A form leaves out what is not filled in, so that addresses stay short.
for (const form of document.querySelectorAll("form[method=get]")) {
  form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("input, select")) {
      field.disabled = field.value === "" && !field.required;
    }
  });
}
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form[method=get] :disabled")) {
    field.disabled = false;
  }
});

// On a telephone the fields of a filter would fill the first screen.
if (innerWidth < 640) {
  for (const fields of document.querySelectorAll(".narrowing")) fields.open = false;
}

for (const button of document.querySelectorAll("button.print")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

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
