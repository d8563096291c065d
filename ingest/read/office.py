"""Old and foreign text formats (doc, wps, rtf, odt): LibreOffice makes a .docx of them, that is read.

LibreOffice opens anything as text and says success even for a file that is missing, so only what
`detect` has told to be of these formats comes here, and the output is checked. Each call has a
profile folder of its own: two calls on one fail. In that profile macros are off and links to other
files and to the network are closed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from ingest.read import docx
from ingest.read.content import Content
from ingest.read.errors import Unreadable

PROGRAMS = ("soffice", "libreoffice")
PROGRAM_PATHS = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
SECONDS = 90  # a conversion takes 2; a file that hangs it must not hold up the batch
FILTER = "docx:MS Word 2007 XML"
SAVE_AS_DOCX = "请用 Word 或 WPS 另存为 .docx 后再导入"
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""  # noqa: E501  # one setting a line, as LibreOffice writes them


def find_program() -> str | None:
    """The LibreOffice program of this machine, None where there is none."""
    for name in PROGRAMS:
        path = shutil.which(name)
        if path:
            return path
    return next((path for path in PROGRAM_PATHS if Path(path).is_file()), None)


def read(raw: bytes, suffix: str, label: str) -> Content:
    """The text of a .doc (a .wps is one, too), .rtf or .odt; `suffix` says which, `label` in messages.

    Places count in the document as converted. Raises Unreadable where LibreOffice is not
    installed, and where it cannot convert the file.
    """
    program = find_program()
    if program is None:
        raise Unreadable(f"读取{label}需要安装 LibreOffice，本机没有找到；请安装它，或{SAVE_AS_DOCX[1:]}")
    converted = _converted(raw, suffix, program)
    try:
        return docx.read(converted)
    except Unreadable as error:
        raise Unreadable(f"经 LibreOffice 转换后仍无法读取：{error}") from None


def _converted(raw: bytes, suffix: str, program: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="dutygraph-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / f"document{suffix}", folder / "out" / "document.docx"
        source.write_bytes(raw)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(PROFILE, encoding="utf-8")
        _run(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                FILTER,
                "--outdir",
                str(target.parent),
                str(source),
            ]
        )
        if not target.is_file():
            raise Unreadable(f"LibreOffice 无法转换这个文件（可能已损坏或设有密码）；{SAVE_AS_DOCX}")
        return target.read_bytes()


def _run(command: list[str]) -> None:
    try:
        # A session of its own: the program is a script that starts another, and both must end.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise Unreadable(f"LibreOffice 无法启动（{error.strerror}）；{SAVE_AS_DOCX}") from None
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable(f"LibreOffice 转换超过 {SECONDS} 秒，已停止；{SAVE_AS_DOCX}") from None
    finally:
        if process.poll() is None:
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
