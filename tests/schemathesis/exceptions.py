"""What the document cannot say: rules about several fields for which JSON Schema has no words, and ids that only a call can have
made. A request that keeps its schema may be answered with a 400 for one of these, if every complaint of the answer is one."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Excuse:
    """Operations, field and message are patterns of the whole text."""

    operations: str
    field: str
    message: str
    reason: str


SUBMITS = "create(Image|Video|Avatar|Speech|Composite|ImageGeneration|VideoGeneration|AvatarGeneration|VoiceGeneration)"
SOURCES = r".*(source|image_url|audio_url|image_urls(\[\d+\])?|logo)"

EXCUSES = (
    Excuse("list.*", "cursor", "(is not a cursor of this list|must not contain a ).*", "only an answer of the same list makes cursors"),
    Excuse("listVoices", "provider", "must be .*", "which vendors have voices depends on `for`"),
    Excuse("grantCredits", "team_id", r"is not a team\..*", "only POST /teams makes teams"),
    Excuse(".*", "(drive_folder_id|folder_id|parent_id|folder|parent)", "is not a folder of your team.*", "only a call makes folders"),
    Excuse(SUBMITS, "brand_kit_id", "is not a brand kit of your team.*", "only a call makes kits"),
    Excuse(".*BrandKit", "logo", "is not a picture in your team's drive.*", "only a call makes files"),
    Excuse(SUBMITS, SOURCES, "is not a (job|file|picture|sound|video).* your team.*", "only a call makes jobs and files"),
    Excuse(SUBMITS, ".*(avatar_id|voice_id)", "is not an? (avatar|voice) of .*", "only a vendor's list has avatars and voices"),
    Excuse(SUBMITS, "provider", "is not named, and no model takes all of this.*", "without a provider, what goes together depends on all models"),
    Excuse("(createApiKey|shareFile)", "expires_at", "must be in the future.*", "the future begins with the call"),
    Excuse("createApiKey", "user_id", "is required where team_id names another team than yours", "which team is another one depends on the key"),
    Excuse(SUBMITS, ".*", "is taken by no model .*No provider was named.*", "without a provider, what goes together depends on all models"),
    Excuse("create(Image|Video).*", "prompt", "is too long for .*", "vendors count UTF-16 units, and style and colours are added first"),
    Excuse("createImage", "(width|height)", "must differ from .* by a factor of 3 at most.*", "it is about two fields"),
    Excuse("createImageGeneration", "reference_image_urls", "must be at most 4 pictures together with.*", "it is about two fields"),
    Excuse("createComposite", "clips", "last .* s, and the result may last .*", "it is about the sum of fields"),
    Excuse("createComposite", r".*\.end", "must be (at least 0.1 s )?after start.*", "it is about two fields"),
    Excuse("createAvatar.*", "script", "must be at least .* characters long for kling_avatar.*", "only letters and digits count, by their writing"),
    Excuse("createUpload", "bytes", "must be from 1 to .*", "the most depends on `mime`"),
)


def excused(operation: str, complaint: dict) -> bool:
    # Some messages begin with what was given: "'asset:7' is not …".
    message = re.sub(r"^'.*?' (\(\d+ characters\) )?(?=is not )", "", complaint["message"], count=1, flags=re.DOTALL)
    return any(
        re.fullmatch(it.operations, operation)
        and re.fullmatch(it.field, complaint["field"])
        and re.fullmatch(it.message, message, re.DOTALL)
        for it in EXCUSES
    )
