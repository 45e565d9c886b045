"""A page of components with answers of every kind, to try the small scripts without the product."""

from pathlib import Path
from threading import Thread

from flask import Flask, Response, abort, render_template, render_template_string, request
from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import escape
from werkzeug.serving import make_server

from app.web.assets import ROOT, init_assets

app = Flask("parts", static_folder=None)
app.jinja_loader = FileSystemLoader([ROOT / "templates", Path(__file__).parent / "parts"])
app.jinja_env.undefined = StrictUndefined
init_assets(app)


def show(piece: str, *values: str) -> str:
    """Render one of the macros of pieces.html."""
    return render_template_string(
        "{% import 'pieces.html' as pieces %}{{ pieces[piece](*values) }}", piece=piece, values=values
    )


@app.after_request
def forbid_inline(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = "default-src 'self'; img-src 'self' data:"
    return response


@app.get("/")
def show_page() -> str:
    return render_template("page.html")


@app.post("/tasks")
def create_tasks() -> str:
    titles = request.form["title"].split()
    if "broken" in titles:
        abort(500)
    rows = "".join(show("row", title) for title in titles)
    return rows + show("added")


@app.post("/complete/<title>")
def complete(title: str) -> str:
    return show("row", title, "completed")


@app.post("/reopen/<title>")
def reopen(title: str) -> str:
    return show("row", title)


@app.post("/remove/<title>")
def remove(title: str) -> str:
    return ""


@app.post("/name")
def save_name() -> tuple[str, int]:
    name = request.form["name"]
    error = "Give it a name of three letters." if len(name) < 3 else ""
    return show("name_form", name, error), 422 if error else 200


@app.post("/notes")
def renew_notes() -> str:
    return show("notes")


@app.post("/slow")
def take_long() -> str:
    return ""


@app.post("/expired")
def refuse() -> tuple[str, int]:
    return "", 401


@app.get("/size")
def show_size() -> str:
    return escape(request.args.get("size", ""))


@app.route("/sign-in")
@app.post("/sign-out", endpoint="sign_out")
def show_door() -> str:
    return render_template_string('{% extends "layouts/gate.html" %}{% block content %}<h1>Door</h1>{% endblock %}')


def serve() -> tuple[str, Thread]:
    """Serve the page on a free port until the test run ends; return its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    return f"http://127.0.0.1:{server.server_port}", thread
