"""What a site answers to a request: its pages, behind what stands before them, robots.txt and sitemap.xml."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from xml.sax.saxutils import escape

from aiohttp import web

from agent.market.chance import happens
from agent.market.web.behaviours import PARTS, Behaviour
from agent.market.web.company_truth import CaseStudy
from agent.market.web.directory import Listed, directory, seeds
from agent.market.web.kinds import Kind
from agent.market.web.misbehaving import CONSENT, encoded, instead
from agent.market.web.profiles import groups, profiles
from agent.market.web.site import Site, environment, site

_METHODS = frozenset({"GET", "HEAD"})


async def page(request: web.Request, of: Listed, path: str, root: str) -> web.StreamResponse:
    """The page at a path (without its slashes), or what is there in its place."""
    own = site(of.domain)
    if path in {"consent", "login"} and (of.behaviour is not Behaviour.NORMAL):
        return _form(request, own, path, root)
    if request.method not in _METHODS:
        return web.Response(status=405, headers={"Allow": "GET, HEAD"})
    found = own.page(path)
    kind, case = found or (Kind.HOME, None)
    if (blocked := _before(request, of.behaviour, own, kind, root)) is not None:
        return blocked
    html = _rendered(of.domain, kind, case, root, _consented(request)) if found else _missing(own)
    body, charset = encoded(of, html)
    if (answer := instead(of, kind)) is not None:
        return await answer(request, of, path, body)
    headers = {"Content-Type": f"text/html; charset={charset}"}
    return web.Response(body=body, status=200 if found else 404, headers=headers)


@lru_cache(maxsize=1024)
def _rendered(domain: str, kind: Kind, case: CaseStudy | None, root: str, consented: bool) -> str:
    return site(domain).render(kind, case, root, consented)


def _consented(request: web.Request) -> bool:
    return request.cookies.get(CONSENT) == "yes"


def _missing(own: Site) -> str:
    return f"<!DOCTYPE html><title>404</title><h1>404</h1><p>{escape(own.truth.name)}</p>"


def _before(
    request: web.Request, behaviour: Behaviour, own: Site, kind: Kind, root: str
) -> web.Response | None:
    """What stands before a page: a consent form, or a login."""
    if behaviour is Behaviour.COOKIE_WALL and not _consented(request):
        return _html(own.notice("consent", root, request.path))
    if behaviour is Behaviour.LOGIN_WALL and kind is not Kind.HOME:
        return web.Response(status=302, headers={"Location": f"{root}/login"})
    return None


def _form(request: web.Request, own: Site, path: str, root: str) -> web.StreamResponse:
    """The consent form leads back once it was clicked; nobody has a password for the other."""
    if path == "login":
        return _html(own.notice("login", root), 403 if request.method == "POST" else 200)
    back = request.query.get("back", f"{root}/")
    if request.method != "POST" or not back.startswith("/") or back.startswith("//"):
        return _html(own.notice("consent", root, f"{root}/"))
    response = web.Response(status=303, headers={"Location": back})
    response.set_cookie(CONSENT, "yes", path=f"{root}/", httponly=True)
    return response


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


def robots(of: Listed, host: str) -> web.Response:
    """What the site asks of readers; a quarter of them asks nothing."""
    lines = ["User-agent: *", "Disallow: /admin/"]
    if of.behaviour is Behaviour.ROBOTS_ALL:
        lines = ["User-agent: *", "Disallow: /"]
    elif of.behaviour is Behaviour.ROBOTS_PARTS:
        own = site(of.domain)
        paths = dict.fromkeys(path for kind in PARTS for path in (own.paths.get(kind), kind.value) if path)
        lines = ["User-agent: *", *(f"Disallow: /{path}" for path in sorted(paths))]
    elif happens(25, "no robots", of.domain):
        return web.Response(status=404, text="Not found")
    return web.Response(text="\n".join([*lines, f"Sitemap: http://{host}/sitemap.xml", ""]))


def sitemap(of: Listed, host: str) -> web.Response:
    """Every page of the site; a third of the sites has no such list."""
    if happens(33, "no sitemap", of.domain):
        return web.Response(status=404, text="Not found")
    places = "".join(
        f"<url><loc>{escape(f'http://{host}{path}')}</loc></url>" for path in site(of.domain).addresses()
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'
    return web.Response(text=text, content_type="application/xml")


def index_page(seen_only: bool) -> web.Response:
    """Every company of the market, by industry, for people."""
    everyone = sorted(
        directory(seen_only).values(), key=lambda one: (one.company.industry.name, one.company.name)
    )
    grouped = [(name, list(some)) for name, some in groupby(everyone, lambda one: one.company.industry.name)]
    starts = [
        (f"{one.industry}, {one.band} employees, for {_whom(one.buyer)}", seeds(one)) for one in groups()
    ]
    template = environment().get_template("index.html")
    return _html(template.render(industries=grouped, count=len(everyone), starts=starts))


def _whom(buyer: str) -> str:
    """The people of a buyer's profile, in words."""
    titles = profiles()["buyers"][buyer]
    return f"{', '.join(titles[:-1])} or {titles[-1]}"
