"""Imaginary cars, and recorded ones: they speak over MQTT as real firmware does."""
