"""Agents that are language models behind endpoints that speak the OpenAI protocol."""
