"""The cheapest Flask endpoint: a route with a small JSON answer. `bench.availability` compares with it."""

from flask import Flask, Response, jsonify

app = Flask(__name__)


@app.get("/hello")
def hello() -> Response:
    return jsonify({"hello": "world"})
