"""The month's templates of all units that have anything to report, in one zip."""

import io

from loaders.files.packing import Dated
from loaders.register import Register
from loaders.template.template import file_name, template
from metrics.periods import month_name


def archive_name(register: Register) -> str:
    """`示例区_2023年9月_报送模板_27家.zip`."""
    name = f"{month_name(register.month)}_报送模板_{len(register.suppliers())}家.zip"
    return register.place.file_name(name)


def template_archive(register: Register) -> bytes:
    """A template per unit, under its own file's name."""
    buffer = io.BytesIO()
    with Dated(buffer) as archive:
        for unit in register.suppliers():
            archive.writestr(file_name(register, unit), template(register, unit))
    return buffer.getvalue()
