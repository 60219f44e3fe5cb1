"""Streamlit's own words in Chinese: copies of its scripts with the words of words.toml, and where they are served.

The copies have a folder named for version and words: what a browser has kept of another is never mixed in.
"""

import hashlib
import tomllib
from pathlib import Path, PurePath

import streamlit
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_TABLE = Path(__file__).with_name("words.toml")
_VERSION = hashlib.sha256(streamlit.__version__.encode() + _TABLE.read_bytes()).hexdigest()[:12]
FOLDER = f"/zh-CN/{_VERSION}"  # not under /static, which Streamlit keeps to itself

# Of its page: the address of every file, which name one another by relative addresses, and what is no script.
_PAGE = {
    b'"./static/': f'".{FOLDER}/'.encode(),
    b'<html lang="en">': b'<html lang="zh-CN">',
    b"You need to enable JavaScript to run this app.": "请在浏览器中允许运行脚本。".encode(),
}


def translated() -> tuple[dict[str, bytes], list[str]]:
    """The scripts that are changed, by path below the static folder; and, as "script: words", what stands in none.

    A word is replaced where it is a whole literal, so that no name, key or longer text is touched.
    """
    folder = Path(streamlit.__file__).parent / "static" / "static"
    copies, missing = {}, []
    for script, words in tomllib.loads(_TABLE.read_text(encoding="utf-8")).items():
        theirs = {path: path.read_text(encoding="utf-8") for path in sorted(folder.glob(f"js/{script}.*.js"))}
        texts = theirs
        for english, chinese in words.items():
            literal = f"`{english}`"
            if not any(literal in text for text in texts.values()):
                missing.append(f"{script}: {english}")
            texts = {path: text.replace(literal, f"`{chinese}`") for path, text in texts.items()}
        changed = [path for path, text in texts.items() if text != theirs[path]]
        copies.update({path.relative_to(folder).as_posix(): texts[path].encode() for path in changed})
    return copies, missing


def in_page(page: bytes) -> bytes:
    """Streamlit's page, asking for the translated scripts."""
    for theirs, ours in _PAGE.items():
        page = page.replace(theirs, ours)
    return page


class Words(StaticFiles):
    """Streamlit's static files, with the copies in place of what they are copies of. Made when the server starts."""

    def __init__(self) -> None:
        super().__init__(packages=[("streamlit", "static/static")])
        self._copies, _ = translated()

    async def get_response(self, path: str, scope: Scope) -> Response:
        copy = self._copies.get(PurePath(path).as_posix())
        if copy is None:
            return await super().get_response(path, scope)
        return Response(copy, media_type="text/javascript")
