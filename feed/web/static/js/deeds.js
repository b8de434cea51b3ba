// A button at a post does its work without leaving the page; its menu closes when one is elsewhere. Without
// this file every form is sent as it is and leads back to the same post.
import { refresh } from "./times.js";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-deed]");
  const post = form?.closest("article.post");
  if (!post) return;
  event.preventDefault();
  try {
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(post.id);
    if (!answer.ok || !fresh) throw new Error("not on the page that answered");
    const pressed = event.submitter?.closest(".deeds > form") ? form.action.split("/").at(-1).replace(/^un/, "") : "";
    refresh(fresh);
    post.replaceWith(fresh);
    (fresh.querySelector(`form[action$="${pressed}"] button`) ?? fresh.querySelector(".menu summary"))?.focus();
  } catch {
    form.submit();
  }
});

const others = (menu) => [...document.querySelectorAll("details.menu[open]")].filter((one) => one !== menu);

document.addEventListener("click", (event) => {
  for (const menu of others(event.target.closest("details.menu"))) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of others()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
