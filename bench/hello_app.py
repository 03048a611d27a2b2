"""The least a Flask endpoint can cost: one route, one small JSON answer. The measure for `bench.availability`."""

from flask import Flask, Response, jsonify

app = Flask(__name__)


@app.get("/hello")
def hello() -> Response:
    return jsonify({"hello": "world"})
