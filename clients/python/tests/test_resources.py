from __future__ import annotations

import inspect
import unittest

import creative_hub
from kit import QUICK, READY, hub_of


class ResourcesTest(unittest.TestCase):
    def test_lists_are_read_to_their_end_a_page_at_a_time(self) -> None:
        hub = hub_of("owner")
        folder = hub.drive.folders.create(name="listed").id
        for _ in range(3):
            hub.images.submit(prompt="sim:fail for a list", drive_folder_id=folder)
        jobs = hub.jobs.list(folder=folder, limit=2)
        first = jobs.page()
        self.assertEqual(len(first.items), 2)
        ids = [job.id for job in jobs]
        self.assertEqual((len(ids), len(set(ids))), (3, 3))
        self.assertEqual(len(jobs.all(1)), 1)
        self.assertEqual(jobs.page(first.next_cursor).items[0].id, ids[2])

    def test_the_ledger_adds_up_to_the_balance(self) -> None:
        other = hub_of("other_team_owner")
        self.assertEqual(
            sum(line.amount for line in other.credits.transactions(limit=1)), other.credits.balance().balance
        )

    def test_each_kind_is_quoted_and_made_and_the_studios_list_what_they_have_made(self) -> None:
        hub = hub_of("owner")
        avatar = next(one for one in hub.list_avatars(provider="heygen") if one.default_voice_id)
        self.assertTrue(hub.list_voices(provider="openai_tts", for_="tts").page().items)
        speech = hub.speech.generate(text="A red kite climbs over the sea.", **QUICK)
        picture = hub.image_studio.generate(prompt="a kite", **QUICK)
        source, sound = f"job:{picture.id}", f"job:{speech.id}"
        for quote in (
            hub.images.quote(prompt="a kite"),
            hub.videos.quote(prompt="a kite"),
            hub.avatars.quote(provider="heygen", script="A kite.", avatar_id=avatar.avatar_id),
            hub.composites.quote(clips=[{"source": source, "duration": 1}], narration={"source": sound}),
            hub.video_studio.quote(prompt="a kite", image_url=source),
            hub.avatar_studio.quote(provider="kling_avatar", image_url=source, audio_url=sound),
            hub.voice_studio.quote(text="A kite."),
        ):
            self.assertTrue(quote.dry_run and quote.would_fail is None and quote.credits_estimated > 0)
        id = picture.id
        self.assertEqual(str(hub.image_studio.get(id).generation_id), id)
        self.assertIn(id, [one.generation_id for one in hub.image_studio.list(limit=100)])
        receipt = hub.jobs.receipt(picture)
        self.assertEqual(receipt.charge and receipt.charge.credits, picture.credits_charged)

    def test_a_failed_job_is_submitted_again_and_a_job_that_has_ended_is_deleted(self) -> None:
        hub = hub_of("owner")
        failed = hub.images.submit(prompt="a kite sim:fail")
        with self.assertRaises(creative_hub.JobFailedError):
            hub.jobs.wait(failed, **QUICK)
        self.assertNotEqual(hub.jobs.retry(failed).job_id, failed.job_id)
        hub.jobs.delete(failed)
        with self.assertRaises(creative_hub.NotFoundError):
            hub.jobs.get(failed)

    def test_brand_kits_folders_and_keys_are_made_changed_and_taken_away(self) -> None:
        hub = hub_of("owner")
        kit = hub.brand_kits.create(name="Kites", colors=["#ff0000"]).id
        self.assertEqual(hub.brand_kits.update(kit, colors=["#00ff00"]).colors, ["#00ff00"])
        self.assertIn(kit, [one.id for one in hub.brand_kits.list()])
        hub.brand_kits.delete(kit)
        with self.assertRaises(creative_hub.NotFoundError):
            hub.brand_kits.get(kit)

        folder = hub.drive.folders.create(name="old").id
        self.assertEqual(hub.drive.folders.update(folder, name="new").name, "new")
        self.assertIn(folder, [one.id for one in hub.drive.folders.list(parent="root")])
        hub.drive.folders.delete(folder)
        with self.assertRaises(creative_hub.NotFoundError):
            hub.drive.folders.get(folder)

        key = hub.api_keys.create(name="for a while", models=["flux_2_pro"])
        rotated = hub.api_keys.rotate(key.id, old_key_valid_seconds=60)
        self.assertNotEqual(rotated.key, key.key)
        used = hub_of("owner", api_key=rotated.key).me().key
        self.assertEqual(used and used.id, key.id)
        self.assertIn(key.id, [one.id for one in hub.api_keys.list()])
        hub.api_keys.revoke(key.id)
        self.assertTrue(hub.api_keys.get(key.id).revoked_at)

    def test_a_page_gets_a_token_for_one_job_and_an_owner_disables_a_member(self) -> None:
        hub = hub_of("owner")
        job = hub.images.submit(prompt="sim:moderated for a page")
        page = hub_of("owner", api_key=hub.tokens.create(job_id=job.job_id).token)
        self.assertEqual(page.jobs.get(job).id, job.job_id)
        with self.assertRaises(creative_hub.PermissionDeniedError):
            page.me()

        self.assertTrue(hub.members.update("somebody", disabled=True).disabled)
        self.assertIn("somebody", [member.user_id for member in hub.members.list() if member.disabled])

    def test_caps_alerts_teams_and_grants(self) -> None:
        owner, operator = hub_of("other_team_owner"), hub_of("operator")
        user = owner.me().user.id
        self.assertEqual(owner.credits.set_cap(70_000).monthly_cap, 70_000)
        self.assertIsNone(owner.credits.set_cap(None).monthly_cap)
        self.assertEqual(owner.credits.set_member_cap(user, 60_000).monthly_cap, 60_000)
        self.assertIn(user, [member.user_id for member in owner.credits.members()])
        owner.credits.set_member_cap(user, None)
        self.assertIsNone(owner.credits.set_alerts(None).low_balance_threshold)

        team = operator.teams.create(name="Kites")
        self.assertEqual(operator.teams.get(team.id).name, "Kites")
        self.assertIn(READY["teams"][1], [one.id for one in operator.teams.list()])
        line = operator.credits.grant(team_id=team.id, amount=5, reason="a test")
        self.assertEqual(line.balance_after, 5)
        self.assertIsInstance(operator.credits.billed_failures().page().items, list)
        self.assertGreater(len(operator.operator_status().routes), 10)
        self.assertGreater(len(operator.catalog().models), 10)

    def test_any_endpoint_can_be_called(self) -> None:
        self.assertEqual(hub_of("owner").request("GET", "/api/v1/health")["status"], "ok")

    def test_the_async_client_has_the_same_methods(self) -> None:
        for name, part in vars(hub_of("owner")).items():
            twin = getattr(creative_hub._async._client, f"Async{type(part).__name__}", None)  # type: ignore[attr-defined]
            if name.startswith("_") or twin is None:
                continue
            methods = [name for name, _ in inspect.getmembers(type(part), inspect.isfunction) if name[0] != "_"]
            for method in methods:
                own, other = (inspect.signature(getattr(one, method)) for one in (type(part), twin))
                self.assertEqual(list(own.parameters), list(other.parameters), f"{name}.{method}")
