"""Fills the layer of the composite worker: bin/ffmpeg, fonts/, and licenses/ for both.

`fetch.py FOLDER arm64|x86_64`; `sam build` calls it through the Makefile beside it. ffmpeg comes out of a pinned wheel,
which pip fetches from the index that this machine is configured for. The script needs only the standard library.
"""

import argparse
import dataclasses
import hashlib
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
FONTS = HERE.parent.parent / "libs" / "compositor" / "fonts"

PACKAGE = "imageio-ffmpeg==0.8.1"
# Lambda's limit for a function and its layers, unpacked, and the part of it that is kept for the function.
ROOM_BYTES = 250 * 1024 * 1024
FUNCTION_BYTES = 30 * 1024 * 1024


@dataclasses.dataclass(frozen=True)
class Build:
    """The wheel for one architecture, and the path of ffmpeg in it."""

    platform: str
    member: str
    sha256: str


BUILDS = {
    "arm64": Build(
        "manylinux_2_28_aarch64",
        "imageio_ffmpeg/binaries/ffmpeg-linux-aarch64-v9.0.2",
        "fad3176f859b25869e60a8ed79957d4e3ed74a97a95e5f0cdcb91455f6c6d00e",
    ),
    "x86_64": Build(
        "manylinux_2_28_x86_64",
        "imageio_ffmpeg/binaries/ffmpeg-linux-x86_64-v9.0.2",
        "050d6850601c3b3890bd2b28306f3b842b3daea390a561101174375a1c460bda",
    ),
}


class Refused(Exception):
    """The layer must not be made like this. The text says why, and what to do."""


def fill(layer, build):
    # The fonts come first, so that a mistake there does not cost a download.
    add_fonts(layer, FONTS)
    shutil.copytree(HERE / "licenses", layer / "licenses", dirs_exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheel = download(build, pathlib.Path(folder))
        check_hash(wheel, build.sha256)
        unpack(wheel, build.member, layer / "bin" / "ffmpeg")
    return check_room(layer)


def add_fonts(layer, fonts):
    """Copies the fonts with their licence texts, and these texts to licenses/ too."""
    texts = [path for path in files(fonts) if path.name.upper().startswith(("OFL", "LICENSE"))]
    if not any(path.suffix in {".ttf", ".otf"} for path in files(fonts)):
        raise Refused(f"there is no .ttf or .otf file in {fonts}: composites could not be lettered.")
    if not texts:
        raise Refused(f"there is no OFL or LICENSE file in {fonts}: a font must not go without its licence.")
    shutil.copytree(fonts, layer / "fonts", dirs_exist_ok=True)
    for text in texts:
        copy = layer / "licenses" / "fonts" / text.relative_to(fonts)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, copy)


def download(build, folder):
    # The wheel is for Lambda's architecture, which need not be that of this machine.
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--retries", "2"]
    command += ["--no-deps", "--only-binary=:all:", "--platform", build.platform, "--python-version", "3.12"]
    if subprocess.run([*command, "--dest", str(folder), PACKAGE], check=False).returncode != 0:
        raise Refused(f"pip could not fetch {PACKAGE} for {build.platform}. Is this machine online?")
    return next(folder.glob("*.whl"))


def check_hash(wheel, expected):
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != expected:
        raise Refused(f"{wheel.name} has the SHA-256 {found}, but {expected} is pinned: it is another file. Not used.")


def unpack(wheel, member, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive, archive.open(member) as source, target.open("wb") as program:
        shutil.copyfileobj(source, program)
    # SAM zips a file with its permissions, and without this one Lambda could not start it.
    target.chmod(0o755)


def check_room(layer):
    used = sum(path.stat().st_size for path in files(layer))
    if used + FUNCTION_BYTES > ROOM_BYTES:
        raise Refused(
            f"the layer has {used:,} bytes unpacked. With {FUNCTION_BYTES:,} for the function that is more than the "
            f"{ROOM_BYTES:,} that Lambda allows for both."
        )
    return used


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def main():
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("layer", type=pathlib.Path, metavar="FOLDER")
    arguments.add_argument("architecture", choices=BUILDS)
    wanted = arguments.parse_args()
    try:
        used = fill(wanted.layer, BUILDS[wanted.architecture])
    except Refused as refusal:
        sys.exit(f"ffmpeg layer: {refusal}")
    print(f"ffmpeg layer for {wanted.architecture}: {used:,} bytes unpacked", file=sys.stderr)


if __name__ == "__main__":
    main()
