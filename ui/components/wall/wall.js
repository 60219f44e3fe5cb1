// The wall: its pages follow one another, fill the screen, and outlive the server. New markup takes the place of the old
// without going back to the first page.
const LOOK = 10_000; // milliseconds between two looks for the server
const FRESH = 6 * 3600_000; // after which the page is loaded anew, so that nothing gathers over the days

export default function ({ data, parentElement }) {
  const view = parentElement.querySelector(".wall-view") ?? placed(parentElement);
  if (view.drawn !== data.html) {
    view.innerHTML = data.html;
    view.drawn = data.html;
    for (const link of view.querySelectorAll("[href]")) {
      link.removeAttribute("href");
      if (link.ariaLabel) link.setAttribute("role", "img"); // what is no link may not be named otherwise
    }
  }
  const at = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
  tell(view, `${at}更新`, false);
  show(view, 0);
  const fit = () => {
    view.style.transform = `scale(${Math.min(innerWidth / 1280, innerHeight / 720)})`;
  };
  fit();
  addEventListener("resize", fit);
  const turning = setInterval(() => show(view, 1), 1000 * data.seconds);
  const opened = view.opened ?? (view.opened = Date.now());
  const looking = setInterval(async () => {
    const here = await fetch(data.health, { cache: "no-store" }).then((answer) => answer.ok, () => false);
    if (!here) {
      view.lost = true;
      tell(view, `连接中断,显示的是${at}的数据`, true);
    } else if (view.lost || Date.now() - opened > FRESH) location.reload();
  }, LOOK);
  return () => {
    removeEventListener("resize", fit);
    clearInterval(turning);
    clearInterval(looking);
  };
}

function placed(parent) {
  const view = document.createElement("div");
  view.className = "board wall-view";
  view.place = 0;
  parent.append(view);
  return view;
}

function show(view, step) {
  const pages = [...view.querySelectorAll(".page")];
  view.place = (view.place + step) % (pages.length || 1);
  pages.forEach((page, place) => page.classList.toggle("shown", place === view.place));
  // A place with more to show than a page holds gets it smaller.
  const page = pages[view.place];
  if (!page) return;
  page.removeAttribute("style");
  const times = page.scrollHeight / 720;
  if (times > 1.001) Object.assign(page.style, { zoom: 1 / times, width: `${1280 * times}px`, height: `${720 * times}px` });
}

function tell(view, words, lost) {
  for (const place of view.querySelectorAll(".as-of")) {
    place.textContent = words;
    place.classList.toggle("lost", lost);
  }
}
