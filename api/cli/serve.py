"""`dutygraph serve`: the web page and the API."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from api.cli.options import StoreOption

if TYPE_CHECKING:
    from api.config.settings import Settings

_OTHER_PORT: Final = "换一个端口（--port），0 表示任选一个空闲端口"
_REASONS: Final = {errno.EADDRINUSE: "端口已被占用", errno.EACCES: "没有权限使用这个端口"}


def serve(
    host: Annotated[
        str | None,
        typer.Option(
            "--host",
            metavar="地址",
            help="监听的地址，默认 127.0.0.1（只限本机）。",
            rich_help_panel="选项",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            metavar="端口",
            help="监听的端口，默认 8765。",
            rich_help_panel="选项",
            show_default=False,
        ),
    ] = None,
    open: Annotated[
        bool | None,
        typer.Option(
            "--open",
            help="监听本机以外的地址时，读取也不需要密钥。",
            rich_help_panel="选项",
            show_default=False,
        ),
    ] = None,
    store: StoreOption = None,
) -> None:
    """启动网页和接口，并显示要打开的链接。按 Ctrl-C 结束。

    链接中带有本机密钥，请勿转发；别人用的密钥由 dutygraph key new 生成。
    """
    import uvicorn

    from api.app import create_app
    from api.cli.output import say
    from api.cli.stores import serving
    from api.config.local_key import ensure_local_key
    from api.config.settings import is_loopback, load_settings
    from api.web.telemetry import log_json_lines

    settings = load_settings(store=store, host=host, port=port, open=open)
    if settings.log_json:
        log_json_lines()
    secret, kept = ensure_local_key(settings.store)
    with _listening(settings) as listener, serving(settings, link(listener)) as graph:
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(settings, graph, secret), log_level="warning", access_log=False, lifespan="on"
            )
        )
        signal.signal(signal.SIGTERM, _end)
        say(f"请在浏览器中打开：{link(listener)}#key={secret}\n按 Ctrl-C 结束。")
        if not kept:
            say("本机密钥无法保存，只在这次运行中有效。")
        if not is_loopback(settings.host):
            say("本机以外也能访问：密钥和内容不加密传送，请在前面设置 HTTPS 代理，或只在可信的网络中使用。")
        sys.stdout.flush()  # whoever started us through a pipe waits for the link
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    say("已停止。")


def link(listener: socket.socket) -> str:
    """The address of the page that the socket serves, on this machine where it serves all addresses."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _listening(settings: Settings) -> socket.socket:
    """A socket that listens where the settings say. Raises BadSetting where it cannot."""
    from core.errors import BadSetting

    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        why = _REASONS.get(error.errno or 0, str(error.strerror or error))
        raise BadSetting(f"不能在 {where} 上监听：{why}；请{_OTHER_PORT}") from None


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Behave at SIGTERM as at Ctrl-C: uvicorn hands the signal on, and the graph must still be closed."""
    raise KeyboardInterrupt


COMMANDS = ((serve, "serve"),)
