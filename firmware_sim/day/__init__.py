"""How cars spend their days: roads around a town, drives along them, plans and forgetfulness. Pure."""
