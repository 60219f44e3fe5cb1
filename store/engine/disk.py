"""Files and folders of our own on the disk: for our user alone, and in Chinese what is wrong with them."""

import contextlib
import errno
import os
from collections.abc import Iterable
from pathlib import Path

from metrics.errors import UserError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.EISDIR}


def reason(error: OSError) -> str:
    """Why something could not be written, in words that say what to mend."""
    number = error.errno or 0
    if number in _FULL:
        return "磁盘空间不足"
    if number in _NOT_WRITABLE:
        return "没有写入权限,或磁盘为只读"
    if number in _NO_FOLDER:
        return "文件夹不存在,或被同名文件占用"
    return f"磁盘读写出错,错误号{number}"


def private_folder(folder: Path) -> Path:
    """The folder, made for our user alone where it is not there yet; one that is there stays as it is."""
    if not folder.is_dir():
        private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def usable_folder(folder: Path, title: str) -> None:
    """`private_folder`. Raises UserError where it cannot be."""
    try:
        private_folder(folder)
    except OSError as error:
        raise UserError(f"文件夹 {folder} 不能使用({reason(error)})。", title=title) from error


def make_private(*files: Path) -> None:
    """Files of ours that are there become readable by our user alone; of another's we have no say."""
    for file in files:
        with contextlib.suppress(FileNotFoundError, PermissionError):
            file.chmod(0o600)


def open_to_others(paths: Iterable[Path]) -> list[str]:
    """A sentence for each path that others of this machine may read or write; empty where there are no such modes."""
    if os.name != "posix":
        return []
    found = [(path, path.stat().st_mode & 0o777) for path in paths if path.exists()]
    return [
        f"{path} 的权限为{mode:04o},本机其他用户可以读取,请执行 chmod {'700' if path.is_dir() else '600'} '{path}'。"
        for path, mode in found
        if mode & 0o077
    ]
