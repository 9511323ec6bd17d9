"""The server as a program (``python server.py``) and as an ASGI factory (``uvicorn --factory server:create_app``)."""

import sys

from starlette.applications import Starlette

from assist.__main__ import main
from assist.settings import read_settings
from assist.web.app import build_app


def create_app() -> Starlette:
    """The application with the settings of the environment."""
    return build_app(read_settings())


if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
