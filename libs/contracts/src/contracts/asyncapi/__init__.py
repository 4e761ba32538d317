"""The suite's messages as AsyncAPI 3.0. Pure; `asyncapi.json` beside it is what it gives, for whoever serves it."""
