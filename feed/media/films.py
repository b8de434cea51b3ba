"""Uploaded films become safe to show, where the extra `video` is installed. They are copied, not made anew.

Only the first track of pictures and of sound go into a fresh file: what a camera wrote beside them (place,
time, its own name, further tracks) does not survive. A moving GIF becomes a film without sound.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from PIL import Image

from feed.errors import InvalidError
from feed.media.pictures import Preview, preview_of

try:
    import av
    from av.bitstream import BitStreamFilterContext
except ImportError:  # the extra is not installed
    can_show_films = False
else:
    can_show_films = True

MIME_TYPES = ("video/mp4", "video/webm", "video/quicktime")
MOST_FRAMES_PER_S = 120
_PICTURES = {"mp4": {"h264", "vp9", "av1"}, "webm": {"vp8", "vp9", "av1"}}  # what browsers play
_SOUNDS = {"mp4": {"aac", "mp3", "opus"}, "webm": {"opus", "vorbis"}}
_NO_NOTES = "filter_units=remove_types=6"  # cameras write to H.264, too: its messages beside the pictures go
_CONTAINERS: dict[str, dict[str, str]] = {"mp4": {"movflags": "+faststart"}, "webm": {}}

Kind = Literal["video", "gifv"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much of a film is taken."""

    seconds: int
    pixels: int  # of a frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """Ready to be kept."""

    kind: Kind
    file: Path
    suffix: Literal["mp4", "webm"]
    content_type: str
    preview: Preview
    meta: dict[str, Any]  # as Mastodon shows it


def make_film(source: Path, container: Literal["mp4", "webm"], *, into: Path, bounds: Bounds) -> Film:
    """The film in a file, copied into another.

    Raises:
        InvalidError: it is none that we show, or exceeds the bounds.
    """
    try:
        with av.open(str(source), format="mp4" if container == "mp4" else "matroska") as film:
            _require_playable(film, container)
            first = _first_frame(film, bounds)
            film.seek(0)
            _copy(film, into, container, most_s=bounds.seconds)
        return _told(into, "video", container, first)
    except (av.FFmpegError, EOFError):
        raise InvalidError("The film could not be read") from None


def make_film_of_gif(source: Path, *, into: Path, bounds: Bounds) -> Film:
    """The moving GIF in a file, as a film without sound in another.

    Raises:
        InvalidError: it cannot be read, or exceeds the bounds.
    """
    try:
        with av.open(str(source), format="gif") as moving:
            first = _first_frame(moving, bounds)
            moving.seek(0)
            _draw(moving, into, bounds)
        return _told(into, "gifv", "mp4", first)
    except (av.FFmpegError, EOFError):
        raise InvalidError("The moving picture could not be read") from None


def _require_playable(film: "av.container.InputContainer", container: str) -> None:
    if not film.streams.video:
        raise InvalidError("Sound alone cannot be shown here")
    codec = film.streams.video[0].codec_context.name
    if codec not in _PICTURES[container]:
        playable = ", ".join(sorted(_PICTURES[container]))
        raise InvalidError(f"Not every browser plays {codec}; a film in {container} may have {playable}")


def _first_frame(film: "av.container.InputContainer", bounds: Bounds) -> Image.Image:
    stream = film.streams.video[0]
    if not 0 < stream.width * stream.height <= bounds.pixels:
        raise InvalidError(f"A film must not have more than {bounds.pixels} pixels")
    if (film.duration or 0) / av.time_base > bounds.seconds:
        raise _too_long(bounds.seconds)
    if (stream.average_rate or 0) > MOST_FRAMES_PER_S:
        raise InvalidError(f"A film must not have more than {MOST_FRAMES_PER_S} frames a second")
    frame = next(film.decode(stream), None)
    if frame is None:
        raise InvalidError("There is nothing to be seen in the film")
    picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
    return picture.rotate(frame.rotation, expand=True) if frame.rotation else picture


def _copy(film: "av.container.InputContainer", into: Path, container: str, *, most_s: int) -> None:
    pictures = film.streams.video[0]
    sound = next((one for one in film.streams.audio if one.codec_context.name in _SOUNDS[container]), None)
    with av.open(str(into), "w", format=container, options=_CONTAINERS[container]) as copy:
        tracks = {one.index: copy.add_stream_from_template(one) for one in (pictures, sound) if one}
        notes = (
            BitStreamFilterContext(_NO_NOTES, pictures, tracks[pictures.index])
            if pictures.codec_context.name == "h264"
            else None
        )
        for packet in _packets(film, list(filter(None, (pictures, sound))), most_s):
            track = tracks[packet.stream.index]
            plain = notes.filter(packet) if notes and packet.stream.index == pictures.index else [packet]
            for one in plain:
                one.stream = track
                copy.mux(one)


def _packets(
    film: "av.container.InputContainer", streams: list[Any], most_s: int
) -> "Iterator[av.packet.Packet[Any]]":
    for packet in film.demux(streams):
        if packet.dts is None:  # the end
            continue
        if packet.time_base and packet.dts * packet.time_base > most_s:  # whatever its head says
            raise _too_long(most_s)
        yield packet


def _draw(moving: "av.container.InputContainer", into: Path, bounds: Bounds) -> None:
    source = moving.streams.video[0]
    with av.open(str(into), "w", format="mp4", options=_CONTAINERS["mp4"]) as drawn:
        track = drawn.add_stream(
            "h264", rate=source.average_rate, options={"preset": "veryfast", "crf": "23"}
        )
        track.width, track.height = source.width + source.width % 2, source.height + source.height % 2
        track.pix_fmt, track.time_base = "yuv420p", source.time_base
        for frame in moving.decode(source):
            if (frame.time or 0) > bounds.seconds:
                raise _too_long(bounds.seconds)
            fitting = frame.reformat(width=track.width, height=track.height, format="yuv420p")
            fitting.pts, fitting.time_base = frame.pts, frame.time_base
            drawn.mux(track.encode(fitting))
        drawn.mux(track.encode())


def _told(file: Path, kind: Kind, container: Literal["mp4", "webm"], first: Image.Image) -> Film:
    with av.open(str(file)) as film:
        rate, duration = film.streams.video[0].average_rate, round((film.duration or 0) / av.time_base, 3)
    preview = preview_of(first)
    size = {"width": first.width, "height": first.height}
    bitrate = int(file.stat().st_size * 8 / duration) if duration else 0
    original = size | {"frame_rate": str(rate or 0), "duration": duration, "bitrate": bitrate}
    meta = size | {
        "length": str(timedelta(seconds=duration)),
        "duration": duration,
        "fps": round(float(rate or 0)),
        "size": f"{first.width}x{first.height}",
        "aspect": first.width / first.height,
        "original": original,
        "small": preview.size,
    }
    return Film(
        kind=kind,
        file=file,
        suffix=container,
        content_type=f"video/{container}",
        preview=preview,
        meta=meta,
    )


def _too_long(most_s: int) -> InvalidError:
    return InvalidError(f"A film must not be longer than {most_s} seconds")
