"""What an operator reads of a command."""

from flask import Flask


def said(app: Flask, *arguments: str) -> str:
    return str(app.test_cli_runner().invoke(args=arguments).output)
