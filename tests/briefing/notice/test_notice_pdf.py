"""The notice as PDF: what a user is told where no program does it, and what comes out where one does."""

import io
import stat

import pypdfium2
import pytest

from briefing import fonts, pdf
from metrics.errors import UserError
from tests.briefing import notices
from tests.pages.stores.autumn import two_months


def has_writer() -> bool:
    """Whether a LibreOffice is there, with its part for texts, which is a package of its own."""
    found = pdf.converter()
    return found is not None and any(found.resolve().parent.glob("libswlo.*"))


needs_libreoffice = pytest.mark.skipif(
    not has_writer(),
    reason="SKIPPED: LibreOffice is not installed (Debian: libreoffice-writer); the notice was not made into a PDF",
)


def program(folder, text):
    """A program that stands in for LibreOffice."""
    file = folder / "soffice"
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def test_without_a_program_the_user_is_told_what_is_missing_and_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv("SOFFICE", str(tmp_path / "nowhere"))
    assert pdf.converter() is None
    with pytest.raises(UserError, match=r"没有 LibreOffice.*libreoffice-writer.*SOFFICE.*另存为 PDF"):
        pdf.as_pdf(b"")


def test_a_program_on_the_path_is_found(monkeypatch, tmp_path):
    file = program(tmp_path, "exit 0")
    monkeypatch.delenv("SOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdf.converter() == file


def test_a_program_that_makes_nothing_is_said_to_have_failed(monkeypatch, tmp_path):
    monkeypatch.setenv("SOFFICE", str(program(tmp_path, "echo boom >&2; exit 1")))
    with pytest.raises(UserError, match="没有转出 PDF"):
        pdf.as_pdf(b"")


def test_a_program_that_hangs_is_ended_with_what_it_started(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "SECONDS", 1)
    monkeypatch.setenv("SOFFICE", str(program(tmp_path, f"(sleep 1.5; touch {tmp_path}/alive) & sleep 60")))
    with pytest.raises(UserError, match="超过1秒"):
        pdf.as_pdf(b"")
    with pytest.raises(UserError, match="超过1秒"):
        pdf.as_pdf(b"")  # by now the first one's child would have got on
    assert not (tmp_path / "alive").exists()


@needs_libreoffice
def test_the_pdf_has_every_character_of_the_file_and_each_page_says_what_it_is_of():
    store = two_months()
    content = notices.made(store, notices.published(store))
    document = pypdfium2.PdfDocument(io.BytesIO(pdf.as_pdf(content)))
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    assert 10 < len(pages) < 60
    assert "数据截至" in pages[0] and "第1期" in pages[0]
    assert "数据截至" in pages[-1] and "印发" in pages[-1]
    for page in pages[:-1]:
        assert len(page) > 40, f"an almost empty page: {page}"
    notice = notices.opened(content)
    written = set(notice.text) | {letter for table in notice.tables for row in table for cell in row for letter in cell}
    # Some fonts name a few signs by their compatibility twins.
    assert {letter for letter in written if "\u4e00" <= letter <= "\u9fff"} <= set("".join(pages))
    assert "\ufffd" not in "".join(pages)
    for number, page in enumerate(pages, 1):
        assert f"{number}—" in page  # the dash before it counts as a hyphen where a table ends beside it


def test_fonts_that_the_host_lacks_are_named_with_the_way_to_get_them(monkeypatch, tmp_path):
    file = tmp_path / "fc-list"
    file.write_text("#!/bin/sh\necho 'SimSun,宋体'\necho '仿宋,FangSong'\necho 'Times New Roman'\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    fonts.absent.cache_clear()
    absent = fonts.absent()
    fonts.absent.cache_clear()
    assert absent == ("方正小标宋简体", "楷体_GB2312", "黑体")
    assert "没有方正小标宋简体、楷体_GB2312、黑体,PDF 用替代字体生成" in fonts.told(absent)
