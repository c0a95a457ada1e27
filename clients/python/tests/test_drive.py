from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import creative_hub
from kit import QUICK, async_hub_of, hub_of


class DriveTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.hub = hub_of("owner")

    def picture(self) -> creative_hub.Job:
        return self.hub.images.generate(prompt="a kite", **QUICK)

    def test_a_result_is_saved_uploaded_used_by_another_job_shared_and_deleted(self) -> None:
        hub = self.hub
        path = hub.save(self.picture(), self.folder / "kite.png")
        length = path.stat().st_size
        kites = hub.drive.folders.create(name="kites")
        file = hub.drive.upload(path, folder_id=kites.id)
        self.assertEqual((file.name, file.mime, file.width, file.bytes), ("kite.png", "image/png", 1024, length))
        self.assertEqual(file.folder_id, kites.id)
        quote = hub.videos.quote(prompt="it climbs", provider="runway_gen4", image_url=file.asset)
        self.assertEqual(quote.mode, "image_to_video")

        id = file.id
        marked = hub.drive.files.update(id, name="red.png", favorite=True)
        self.assertEqual((marked.name, marked.favorite), ("red.png", True))
        self.assertEqual([str(one.id) for one in hub.drive.files.list(folder=kites.id, favorite=True)], [id])
        self.assertEqual(len(hub.download(hub.drive.files.link(id))), length)
        shared = str(hub.drive.files.share(id).share_url)
        self.assertEqual(len(hub.download(shared)), length)
        self.assertIsNone(hub.drive.files.unshare(id).share_url)
        with self.assertRaises(creative_hub.DownloadError):
            hub.save(shared, self.folder / "shared.png")
        self.assertEqual([path.name for path in self.folder.iterdir()], ["kite.png"])
        hub.drive.files.delete(id)
        hub.drive.folders.delete(kites.id)

    def test_bytes_need_a_name_and_a_type(self) -> None:
        file = self.hub.drive.upload(self.hub.download(self.picture()), name="bytes.png")
        self.assertEqual((file.name, file.mime), ("bytes.png", "image/png"))
        with self.assertRaises(creative_hub.CreativeHubError):
            self.hub.download(self.picture(), 1)
        for source, name in ((b"x", None), (b"x", "x"), ("x.xyz", None)):
            with self.assertRaises(creative_hub.CreativeHubError):
                self.hub.drive.upload(source, name=name)

    def test_bytes_that_are_not_what_was_announced_are_refused_by_their_field(self) -> None:
        with self.assertRaises(creative_hub.InvalidRequestError) as raised:
            self.hub.drive.upload(b"this is no picture", name="text.png")
        self.assertEqual([mistake.field for mistake in raised.exception.fields], ["mime"])


class AsyncDriveTest(unittest.IsolatedAsyncioTestCase):
    async def test_a_result_is_saved_and_uploaded(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with async_hub_of("owner") as hub:
                job = await hub.images.generate(prompt="a kite", **QUICK)
                path = await hub.save(job, Path(folder, "kite.png"))
                file = await hub.drive.upload(path)
                self.assertEqual(file.bytes, path.stat().st_size)
                files = [one.id async for one in hub.drive.files.list(limit=1)]
                self.assertIn(file.id, files)
