"""Recorded drives of real cars → the same stream of readings a car gives, saying only what was recorded."""

from collections.abc import Mapping

from firmware_sim.recordings import own, twizy, ved
from firmware_sim.recordings.form import Form

FORMS: Mapping[str, Form] = {"ved": ved.FORM, "twizy": twizy.FORM, "csv": own.FORM}
