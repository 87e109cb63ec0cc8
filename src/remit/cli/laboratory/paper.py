"""Drawings of the laboratory written into files."""

from pathlib import Path

from remit.cli.answers import errors
from remit.engines.findings import Refusal, error


class FileNotWritten(Refusal):
    """The system does not let the file be written."""


def draw_into(file: Path, svg: str) -> None:
    """Writes a drawing and names its file on the error stream. Raises FileNotWritten."""
    try:
        file.write_text(svg, encoding="utf-8")
    except OSError as fault:
        raise FileNotWritten(
            error(
                "lab.not_written", str(file), f"无法写入（{fault.strerror}）。请另选位置。",
                f"The file cannot be written ({fault.strerror}). Choose another place.",
            )
        ) from fault  # fmt: skip
    errors.print(str(file), markup=False, soft_wrap=True)
