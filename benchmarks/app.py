"""A server for the trial pages beside the product's, with the settings, the store and the compression of the product.

Its frame is that of ui/shell.py with a button and a run number: so that every page can be run again in the same way,
and a browser can see that it was.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from store.engine.opening import opened
from ui import errors
from ui.cache import current
from ui.routes import front


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """The store is open for as long as the server runs."""
    with opened() as store:
        current.use(store)
        yield
        current.use(None)


async def health(_: Request) -> JSONResponse:
    """200 while the store is open."""
    return JSONResponse({"status": "ok"}) if current.is_open() else JSONResponse({"status": "starting"}, 503)


app = st.App(
    "frame/shell.py",
    lifespan=lifespan,
    routes=[Route("/healthz", health)],
    middleware=[
        Middleware(front.SecurityHeaders),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=6),
    ],
    on_script_error=errors.show,
)
