"""The physics of a Leaf, driven at the speeds real Leafs were driven at, spends about what they spent."""

import statistics

import pytest

from tests.builders.leafs import replayed_drives

pytestmark = pytest.mark.recordings


def test_the_charge_of_a_drive_is_right_to_two_points_in_the_median() -> None:
    drives = replayed_drives()
    assert len(drives) > 30
    assert statistics.median(abs(drive.off_by) for drive in drives) <= 2
    recorded = sum(drive.recorded for drive in drives)
    assert sum(drive.ours for drive in drives) == pytest.approx(recorded, rel=0.15)
