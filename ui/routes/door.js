// Where a proxy in front keeps a screen from working, this says so in the page, in words for whoever looks after it.
(() => {
  const base = document.currentScript.src.replace(/door\.js.*$/, "");

  function say(sentence, of = "") {
    document.getElementById("door-notice")?.remove();
    const notice = document.createElement("div");
    notice.id = "door-notice";
    notice.dataset.of = of; // first.html
    notice.setAttribute("role", "alert");
    notice.textContent = sentence;
    Object.assign(notice.style, {
      position: "fixed", top: 0, left: 0, right: 0, zIndex: 1000000, padding: "1rem 2rem", background: "#fff4e5",
      color: "#7a3e00", borderBottom: "1px solid #b45309", fontFamily: "'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
    });
    document.body.append(notice);
  }

  function opens() {
    return new Promise((done) => {
      const socket = new WebSocket(base.replace(/^http/, "ws") + "door/socket");
      socket.onopen = () => { socket.close(); done(true); };
      socket.onerror = () => done(false);
      setTimeout(() => done(false), 5000);
    });
  }

  // The server itself takes larger files than its screens offer; a smaller limit is a proxy's.
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...body) {
    this.addEventListener("loadend", () => {
      if (this.status === 413) say("文件超过了代理服务器允许的大小,没有上传。请系统管理员按 docs/behind-a-proxy.md 调整代理的上传上限。");
    });
    return send.apply(this, body);
  };

  setTimeout(async () => {
    if (document.querySelector("[data-testid=stApp][data-test-connection-state=CONNECTED]") || (await opens())) return;
    try {
      const answer = await fetch(`${base}door?origin=${encodeURIComponent(location.origin)}`);
      say((await answer.json()).sentence, "connection");
    } catch { /* the server itself is gone: Streamlit's own dialog says so */ }
  }, 4000);
})();

// A window too narrow for tables gets lists, a wide one taller ones (ui/frame/narrow.py): said before Streamlit, whose
// script waits, connects.
(() => {
  const path = new URL(document.currentScript.src.replace(/door\.js.*$/, "")).pathname;
  const narrow = [1000, 700].map((width) => matchMedia(`(max-width: ${width}px)`));
  const wide = matchMedia("(min-width: 3000px)");
  const size = () => (wide.matches ? "wide" : narrow.filter((one) => one.matches).length);
  const say = () => { document.cookie = `narrow=${size()}; path=${path}; SameSite=Strict`; };
  for (const one of [...narrow, wide]) one.addEventListener("change", say);
  say();
})();

// What a person does is one step for Back. Streamlit makes several of it: the screen that is left loses its choices first,
// and the one that is come to gets them one by one. What is not begun by a touch or a key belongs to the step that stands.
(() => {
  let touched = false;
  for (const act of ["pointerdown", "keydown", "click"]) addEventListener(act, () => { touched = true; }, true);
  addEventListener("popstate", () => { touched = false; }, true);
  const push = history.pushState;
  history.pushState = function (...step) {
    const put = touched ? push : history.replaceState;
    touched = false;
    return put.apply(history, step);
  };
})();

// Streamlit opens every link in a new tab; whoever signs in would come back in another than where they began.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[target=_blank]");
  if (link && link.origin === location.origin && /\/(signin|password)$/.test(link.pathname)) link.target = "_self";
}, true);

// Where the window is narrow the menu lies over the screen. Streamlit closes it after a choice on a phone, but not in a
// window that is narrow for being enlarged.
addEventListener("click", (event) => {
  if (innerWidth > 768 || !event.target.closest?.("[data-testid=stSidebarNavLink]")) return;
  setTimeout(() => {
    document.querySelector("[data-testid=stSidebar][data-collapsed=false] [data-testid=stSidebarCollapseButton] button")?.click();
  });
});
