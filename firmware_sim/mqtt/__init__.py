"""The wire: paho on asyncio's own loop; knows no cars."""
