"""Streamlit's words in Chinese: that the installed version still has them, and that nothing else is touched."""

from pathlib import Path

import streamlit

from ui.routes import words

STATIC = Path(streamlit.__file__).parent / "static"
COPIES, MISSING = words.translated()


def test_the_installed_streamlit_has_every_word_that_is_translated() -> None:
    assert MISSING == []


def test_a_word_is_replaced_where_it_is_a_whole_literal_and_nowhere_else() -> None:
    [uploader] = [copy.decode() for name, copy in COPIES.items() if name.startswith("js/FileUploader.")]
    assert "label:l?`选择文件夹`:`选择文件`" in uploader
    assert "`stFileUploaderDropzone`" in uploader
    assert '"./UploadFileInfo.' in uploader


def test_the_page_asks_for_the_translated_scripts_only() -> None:
    page = words.in_page((STATIC / "index.html").read_bytes()).decode()
    assert 'lang="zh-CN"' in page
    assert "./static/" not in page
    assert f'src=".{words.FOLDER}/js/index.' in page
