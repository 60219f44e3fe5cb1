// Puts a drawing that the server made into its place. A plain click on a part that leads somewhere goes there within
// the session, as Forward would: Streamlit runs the screen and takes every choice from the address, and Back goes back.
// With Ctrl, Shift or the middle button the browser opens it like any other link.
export default function ({ data, parentElement }) {
  const body = parentElement.querySelector(".board") ?? placed(parentElement);
  const tip = parentElement.querySelector(".board-tip");
  if (body.drawn !== data.html) {
    const held = body.contains(document.activeElement) ? document.activeElement.id : "";
    body.innerHTML = data.html;
    body.drawn = data.html;
    if (held) document.getElementById(held)?.focus();
    tip.hidden = true;
  }
  body.onclick = (event) => {
    const part = event.target.closest("a[href]");
    if (!part || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    tip.hidden = true;
    history.pushState({}, "", part.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  const point = (event) => {
    const part = event.target.closest("a[aria-label]");
    tip.hidden = !part || (event.type === "focusin" && !part.matches(":focus-visible"));
    if (!tip.hidden) place(tip, part);
  };
  body.onmouseover = point;
  body.addEventListener("focusin", point);
  body.onmouseleave = () => { tip.hidden = true; };
  const hide = (event) => { if (event.type !== "keydown" || event.key === "Escape") tip.hidden = true; };
  body.addEventListener("focusout", hide);
  document.addEventListener("keydown", hide);
  document.addEventListener("scroll", hide, true);
  return () => {
    body.removeEventListener("focusin", point);
    body.removeEventListener("focusout", hide);
    document.removeEventListener("keydown", hide);
    document.removeEventListener("scroll", hide, true);
  };
}

function placed(parent) {
  const body = document.createElement("div");
  body.className = "board";
  const tip = document.createElement("div");
  tip.className = "board-tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true"); // what it says stands in the part's own label
  parent.append(body, tip);
  return body;
}

// Above the part, or below it where there is no room; never outside the window.
function place(tip, part) {
  tip.textContent = part.getAttribute("aria-label");
  const at = part.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const left = Math.min(Math.max(at.left + at.width / 2 - width / 2, 4), document.documentElement.clientWidth - width - 4);
  tip.style.left = `${left}px`;
  tip.style.top = `${at.top > height + 8 ? at.top - height - 6 : at.bottom + 6}px`;
}
