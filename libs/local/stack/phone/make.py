"""Makes film.mov and photo.jpg, the phone material of the demo's ad.

`make.py` needs numpy, Pillow, and an ffmpeg with libx265. The files are in the repository, so nobody needs to run it.
Both are what a phone records when it is held upright: turned by metadata, with more colours than sRGB has, the film in
HLG with a sun that is brighter than white, the photo in Display P3.
"""

import pathlib
import struct
import subprocess

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
FRAMES, RATE = 75, 30
FILM = (1280, 720)  # as recorded; shown turned, 720 × 1280
PHOTO = (1200, 900)  # as recorded; shown turned, 900 × 1200

P3_TO_XYZ = np.array([[0.48657, 0.26567, 0.19822], [0.22897, 0.69174, 0.07929], [0.0, 0.04511, 1.04394]])
BT2020_TO_XYZ = np.array([[0.63696, 0.14462, 0.16888], [0.26270, 0.67800, 0.05930], [0.0, 0.02807, 1.06099]])


def scene(width, height, time):
    """A sunrise over the sea, upright, as linear light in Display P3; 1 is the white of a sheet of paper."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    x, y = x / width, y / height
    horizon, sun = 0.62, (0.5, 0.60 - 0.22 * time)
    up = np.clip((horizon - y) / horizon, 0, 1)[..., None]
    sky = (1 - up) * np.array([0.95, 0.42, 0.10]) + up * np.array([0.05, 0.16, 0.45])
    distance = np.hypot((x - sun[0]) * width / height, y - sun[1])
    sky = sky + np.exp(-((distance / 0.22) ** 2))[..., None] * np.array([0.9, 0.40, 0.06])
    sky = np.where((distance < 0.075)[..., None], np.array([3.4, 2.9, 1.8]), sky)
    depth = np.clip((y - horizon) / (1 - horizon), 0, 1)
    wave = np.sin(depth**0.5 * 70 - time * 9 + 3 * np.sin(x * 9 + time * 2))
    sea = np.array([0.02, 0.20, 0.22]) * (1.1 - 0.6 * depth[..., None])
    glitter = np.exp(-(((x - sun[0]) / (0.06 + 0.18 * depth)) ** 2)) * np.clip(wave, 0, 1)
    sea = sea + glitter[..., None] * np.array([1.3, 0.62, 0.14])
    return np.where((y > horizon)[..., None], sea, sky)


def hlg(light):
    """ITU-R BT.2100's HLG signal for linear light in BT.2020, with paper white at 75 % of the signal."""
    scene_light = np.clip(light, 0, None) * 0.265
    low = np.sqrt(3 * np.clip(scene_light, 0, 1 / 12))
    high = 0.17883277 * np.log(np.maximum(12 * scene_light - 0.28466892, 1e-6)) + 0.55991073
    return np.clip(np.where(scene_light <= 1 / 12, low, high), 0, 1)


def film():
    to_bt2020 = np.linalg.inv(BT2020_TO_XYZ) @ P3_TO_XYZ
    command = ["ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb48le"]
    command += ["-s", f"{FILM[0]}x{FILM[1]}", "-r", str(RATE), "-i", "-"]
    command += ["-f", "lavfi", "-i", "anoisesrc=color=pink:amplitude=0.06:seed=7:sample_rate=44100,tremolo=f=0.4:d=0.6"]
    command += ["-t", str(FRAMES / RATE), "-vf", "scale=out_color_matrix=bt2020nc:out_range=tv,format=yuv420p10le"]
    command += ["-c:v", "libx265", "-crf", "26", "-preset", "slow", "-tag:v", "hvc1", "-colorspace", "bt2020nc"]
    command += ["-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-color_range", "tv", "-x265-params"]
    command += ["log-level=error:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc:range=limited"]
    upright = HERE / "upright.mov"
    command += ["-c:a", "aac", "-b:a", "64k", "-map_metadata", "-1", str(upright)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        for number in range(FRAMES):
            light = scene(FILM[1], FILM[0], number / FRAMES) @ to_bt2020.T
            frame = np.rot90(np.round(hlg(light) * 65535).astype("<u2"))
            encoder.stdin.write(np.ascontiguousarray(frame).tobytes())
        encoder.stdin.close()
    turn = ["ffmpeg", "-y", "-loglevel", "error", "-i", str(upright), "-c", "copy", "-metadata:s:v:0", "rotate=270"]
    subprocess.run([*turn, str(HERE / "film.mov")], check=True)
    upright.unlink()


def fixed(number):
    return struct.pack(">i", round(number * 65536))


def display_p3():
    """An ICC profile, version 4: the primaries of Display P3, adapted to D50, and the curve of sRGB."""
    adapt = np.array([[1.04788, 0.02292, -0.05022], [0.02959, 0.99048, -0.01707], [-0.00925, 0.01508, 0.75168]])
    columns = (adapt @ P3_TO_XYZ).T
    text = "Display P3".encode("utf-16-be")
    named = b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(text), 28) + text
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0)
    curve += b"".join(map(fixed, [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]))
    xyz = [b"XYZ " + bytes(4) + b"".join(map(fixed, column)) for column in [*columns, [0.9642, 1.0, 0.8249]]]
    tags = [(b"desc", named), (b"cprt", named), (b"wtpt", xyz[3])]
    tags += [(b"rXYZ", xyz[0]), (b"gXYZ", xyz[1]), (b"bXYZ", xyz[2])]
    tags += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")]
    table, data, at = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, body in tags:
        padded = body + bytes(-len(body) % 4)
        table += struct.pack(">4sII", name, at + len(data), len(body))
        data += padded
    size = at + len(data)
    header = struct.pack(">I4sI4s4s4s12s4s4s", size, bytes(4), 0x04300000, b"mntr", b"RGB ", b"XYZ ", bytes(12), b"acsp", bytes(4))
    header += bytes(24) + b"".join(map(fixed, [0.9642, 1.0, 0.8249]))
    return header + bytes(128 - len(header)) + table + data


def photo():
    light = np.clip(scene(PHOTO[1], PHOTO[0], 0.8), 0, 1)
    signal = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    recorded = Image.fromarray(np.rot90(np.round(signal * 255).astype(np.uint8)))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90° clockwise
    recorded.save(HERE / "photo.jpg", quality=88, exif=exif, icc_profile=display_p3())


if __name__ == "__main__":
    film()
    photo()
