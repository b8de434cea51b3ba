"""Small films as phones make them, with all that phones write into them."""

import io
import struct
from pathlib import Path

import av
from PIL import Image

NOTES = {"title": "Canary street 5", "location": "+35.0500+137.1500/", "comment": "Canary Camera"}


def a_film(
    path: Path, kind: str = "mp4", codec: str = "h264", *, seconds: int = 2, sound: str | None = "aac"
) -> bytes:
    """Left red, right blue, 160 by 120, ten frames a second, with notes of where it was made."""
    road = Image.new("RGB", (160, 120), "red")
    road.paste("blue", (80, 0, 160, 120))
    with av.open(str(path), "w", format=kind) as film:
        film.metadata.update(NOTES)
        pictures = film.add_stream(codec, rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 160, 120, "yuv420p"
        silence = film.add_stream(sound, rate=48_000) if sound else None
        for _ in range(10 * seconds):
            film.mux(pictures.encode(av.VideoFrame.from_image(road)))
        film.mux(pictures.encode())
        if silence:
            _be_silent(film, silence, seconds)
    return path.read_bytes()


def a_sound(path: Path) -> bytes:
    """A second of silence."""
    with av.open(str(path), "w", format="mp4") as film:
        _be_silent(film, film.add_stream("aac", rate=48_000), 1)
    return path.read_bytes()


def turned(film: bytes) -> bytes:
    """The same, held upright while it was made: its head says to turn it by a quarter."""
    as_it_is = struct.pack(">9l", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    by_a_quarter = struct.pack(">9l", 0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)
    track = film.index(b"tkhd")
    return film[:track] + film[track:].replace(as_it_is, by_a_quarter, 1)


def a_moving_gif(frames: int = 5) -> bytes:
    """Ever redder, 101 by 81, ten frames a second."""
    pictures = [Image.new("RGB", (101, 81), (50 * number, 0, 0)) for number in range(frames)]
    buffer = io.BytesIO()
    pictures[0].save(buffer, "GIF", save_all=True, append_images=pictures[1:], duration=100, loop=0)
    return buffer.getvalue()


def _be_silent(film: "av.container.OutputContainer", track: "av.AudioStream", seconds: int) -> None:
    for at in range(0, seconds * 48_000, 1024):
        frame = av.AudioFrame(format="fltp", layout="stereo", samples=1024)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts = 48_000, at
        film.mux(track.encode(frame))
    film.mux(track.encode())
