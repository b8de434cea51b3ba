"""The shapes the gateway's tables have had."""
