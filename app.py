"""The front door: opens the store, then serves the screens with a health check, compression and security headers."""

import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from loaders.demo.city import load_city
from loaders.demo.demo import load_demo, wants_demo
from loaders.demo.sample import sample
from loaders.files import children
from metrics.errors import UserError
from store.engine import disk
from store.engine.opening import daily_backups, files_of, opened
from store.engine.running_app import announced
from ui import errors
from ui.access import door, person
from ui.cache import current
from ui.frame import choices
from ui.frame.ahead import read_ahead
from ui.frame.watch import log, memory
from ui.menu import START
from ui.routes import connection, front, metrics, sign_in_pages, words
from ui.routes.door import Door
from ui.routes.gate import Gate
from ui.routes.given import Given
from ui.routes.interface import command, routes

logging.getLogger("streamlit.error_util").addFilter(errors.not_logged_twice)

ADDRESS = st.get_option("browser.serverAddress")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """The store is open for as long as the server runs. One that cannot be opened ends the start with its sentence."""
    try:
        log.set_up()
        metrics.allowed()
        children.sweep()
        with opened() as store:
            assert store.path is not None  # no server runs on a store in memory
            if os.environ.get("DASHBOARD_DEMO") != "0" and wants_demo(store):
                print(f"首次启动,正在生成{sample().span}演示数据,约需半分钟……", flush=True)
                print(load_demo(store).sentence, flush=True)
            if os.environ.get("DASHBOARD_CITY") == "1" and (districts := load_city(store)):
                print(f"已建立{districts}个示例地区,其目标和数据都是虚构的演示数据。", flush=True)
            for warning in disk.open_to_others(files_of(store.path)):
                print(f"提醒:{warning}", file=sys.stderr, flush=True)
            current.use(store, person.check_looking, choices.region_drawn)
            with (
                daily_backups(store),
                memory.giving_back(),
                read_ahead(),
                announced(store.path, st.get_option("server.address"), st.get_option("server.port")) as running,
            ):
                command.use(running)
                if not door.behind():
                    print("没有写明是否经代理访问(DASHBOARD_BEHIND),查看和办理都须登录,见 docs/behind-a-proxy.md。")
                print(f"已启动,请在浏览器打开 http://{ADDRESS}:{running.port}", flush=True)
                yield
            command.use(None)
            current.use(None)
    except UserError as error:
        logging.getLogger("uvicorn.error").disabled = True  # or the sentence drowns in the server's traceback
        print(error.message, file=sys.stderr)
        raise SystemExit(2) from None


async def health(_: Request) -> JSONResponse:
    """200 while the store is open, else 503. A route of its own, because Streamlit answers 200 to any address."""
    return JSONResponse({"status": "ok"}) if current.is_open() else JSONResponse({"status": "starting"}, 503)


app = st.App(
    "ui/shell.py",
    lifespan=lifespan,
    routes=[
        Route("/healthz", health),
        Route(metrics.PATH, metrics.metrics),
        Route(f"/{START}", front.to_start),
        *sign_in_pages.ROUTES,
        *connection.ROUTES,
        *routes.ROUTES,
        Mount(words.FOLDER, words.Words()),
    ],
    middleware=[
        Middleware(front.SecurityHeaders),
        Middleware(Door),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=6),  # Streamlit sends 10 MB of scripts as they are
        Middleware(Gate),
        Middleware(Given),
        Middleware(front.KnownScreens),
        Middleware(front.Watched),
        Middleware(metrics.Counted),
    ],
    on_script_error=errors.show,
)
