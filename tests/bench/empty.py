"""An aiohttp server that answers with nothing: `python -m tests.bench.empty PORT`."""

import sys

from aiohttp import web


async def nothing(_request: web.Request) -> web.Response:
    """What any answer costs at least."""
    return web.Response()


if __name__ == "__main__":
    app = web.Application()
    app.router.add_get("/", nothing)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
