"""Tests what the layer refuses. They need no network and are part of `make check`."""

import pathlib
import stat
import tempfile
import unittest
import zipfile
from unittest import mock

import fetch


class Layer(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = pathlib.Path(folder.name)
        self.layer, self.fonts, self.wheel = root / "layer", root / "fonts", root / "some.whl"
        self.layer.mkdir()
        self.fonts.mkdir()
        (self.fonts / "Sans.ttf").write_bytes(b"letters")
        (self.fonts / "OFL.txt").write_text("the licence")
        with zipfile.ZipFile(self.wheel, "w") as archive:
            archive.writestr("binaries/ffmpeg", b"program")
            archive.writestr("other.py", b"not wanted")
        self.sha256 = fetch.hashlib.sha256(self.wheel.read_bytes()).hexdigest()

    def fill(self, sha256):
        build = fetch.Build("any", "binaries/ffmpeg", sha256)
        with mock.patch.multiple(fetch, FONTS=self.fonts, download=lambda build, folder: self.wheel):
            return fetch.fill(self.layer, build)

    def made(self):
        return {str(path.relative_to(self.layer)) for path in fetch.files(self.layer)}

    def test_only_the_program_the_fonts_and_their_licences_are_in_the_layer(self):
        used = self.fill(self.sha256)
        licences = {"licenses/GPL-3.0.txt", "licenses/ffmpeg.txt", "licenses/fonts/OFL.txt"}
        self.assertEqual(self.made(), {"bin/ffmpeg", "fonts/Sans.ttf", "fonts/OFL.txt", *licences})
        program = self.layer / "bin" / "ffmpeg"
        self.assertEqual((program.read_bytes(), stat.S_IMODE(program.stat().st_mode)), (b"program", 0o755))
        self.assertEqual(used, sum(path.stat().st_size for path in fetch.files(self.layer)))

    def test_another_file_than_the_pinned_one_is_refused(self):
        with self.assertRaisesRegex(fetch.Refused, "pinned"):
            self.fill("0" * 64)
        self.assertNotIn("bin/ffmpeg", self.made())

    def test_a_layer_that_leaves_no_room_for_the_function_is_refused(self):
        (self.layer / "big").touch()
        allowed = fetch.ROOM_BYTES - fetch.FUNCTION_BYTES
        # A sparse file takes no room on the disk.
        with (self.layer / "big").open("r+b") as big:
            big.truncate(allowed)
        self.assertEqual(fetch.check_room(self.layer), allowed)
        with self.assertRaisesRegex(fetch.Refused, "more than the 262,144,000 that Lambda allows"):
            self.fill(self.sha256)

    def test_a_layer_without_fonts_or_without_their_licence_is_refused(self):
        (self.fonts / "OFL.txt").unlink()
        with self.assertRaisesRegex(fetch.Refused, "licence"):
            self.fill(self.sha256)
        (self.fonts / "Sans.ttf").unlink()
        with self.assertRaisesRegex(fetch.Refused, "no .ttf or .otf"):
            self.fill(self.sha256)
        self.fonts.rmdir()
        with self.assertRaisesRegex(fetch.Refused, "no .ttf or .otf"):
            self.fill(self.sha256)
        self.assertEqual(self.made(), set())


if __name__ == "__main__":
    unittest.main()
