"""The addresses for programs."""

from starlette.routing import Route

from store.running import PATH
from ui.api_command import command
from ui.api_status import status
from ui.api_submissions import submissions

ROUTES = [
    Route(PATH, command, methods=["POST"]),
    Route("/api/submissions", submissions, methods=["POST"]),
    Route("/api/status", status, methods=["GET"]),
]
