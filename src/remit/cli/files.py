"""Files handed to a command: read whole, or refused in words."""

from pathlib import Path

from remit.engines.findings import Finding, Refusal, error


class FileNotReadable(Refusal):
    """The file does not exist, may not be read, is not text, or is larger than anything we read."""


def content(path: Path, most: int) -> bytes:
    """The bytes of a file of at most `most` bytes."""
    try:
        size = path.stat().st_size
        if size > most:
            raise FileNotReadable(too_large(str(path), most))
        return path.read_bytes()
    except OSError as fault:
        raise FileNotReadable(unreadable(str(path), fault)) from fault


def text(path: Path, most: int) -> str:
    """The text of a file of at most `most` bytes in UTF-8."""
    try:
        return content(path, most).decode()
    except UnicodeDecodeError as fault:
        raise FileNotReadable(
            error(
                "cli.file_not_text",
                str(path),
                f"第 {fault.start} 字节起不是 UTF-8 文本。请另存为 UTF-8 后再试。",
                f"From byte {fault.start} on this is no text in UTF-8. Save it as UTF-8.",
            )
        ) from fault


def unreadable(where: str, fault: OSError) -> Finding:
    """The finding for a file that the system does not hand out."""
    return error(
        "cli.file_not_readable",
        where,
        f"无法读取文件（{fault.strerror}）。请核对路径与权限。",
        f"The file cannot be read ({fault.strerror}). Check its path and permissions.",
    )


def too_large(where: str, most: int) -> Finding:
    """The finding for a file of more than `most` bytes."""
    return error(
        "cli.file_too_large",
        where,
        f"文件超过 {most >> 20} MiB。请拆分后分别处理。",
        f"The file is larger than {most >> 20} MiB. Split it and hand in the parts.",
    )
