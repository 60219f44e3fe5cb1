// Puts a drawing that the server made into its place. A plain click on a part that leads somewhere goes there within
// the session, as Forward would: Streamlit runs the screen and takes every choice from the address, and Back goes back.
// A row of a list (data-row) is chosen as a row or a cell of a table is. With Ctrl, Shift or the middle button the browser opens it like any other link.
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
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
    const row = event.target.closest("[data-row]");
    if (row) {
      const selection = { rows: [+row.dataset.row], columns: [], cells: [[+row.dataset.row, ""]] };
      (data.keeps ? setStateValue : setTriggerValue)("selection", selection);
      return;
    }
    const heading = event.target.closest("th[aria-sort] button");
    if (heading) return sort(heading.closest("th"));
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

// The rows by a column: by number where its cells have one, the least first; once more turns them round. What has no
// value comes last either way.
function sort(head) {
  const heads = [...head.parentElement.children];
  const rising = head.ariaSort !== "ascending";
  for (const other of heads) if (other.ariaSort) other.ariaSort = "none";
  head.ariaSort = rising ? "ascending" : "descending";
  const body = head.closest("table").tBodies[0];
  const value = (row) => row.cells[heads.indexOf(head)].dataset.value;
  const by = (a, b) => (rising ? 1 : -1) * (isNaN(a) || isNaN(b) ? a.localeCompare(b, "zh-CN") : a - b);
  const sorted = [...body.rows].sort((a, b) => !value(a) - !value(b) || by(value(a), value(b)));
  body.append(...sorted);
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
