"""Pins the requirement files with hashes: `python -m tools.requirements`.

The files name no registry: whoever installs decides where packages come from.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
PINNED = ("base", "dev", "bench")


def main() -> None:
    """Writes requirements/*.txt from requirements/*.in."""
    for name in PINNED:
        if (FOLDER / f"{name}.in").exists():
            subprocess.run(
                [
                    sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
                    "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links",
                    "--custom-compile-command", "make requirements",
                    f"requirements/{name}.in", "-o", f"requirements/{name}.txt",
                ],
                check=True,
                cwd=FOLDER.parent,
            )  # fmt: skip


if __name__ == "__main__":
    main()
